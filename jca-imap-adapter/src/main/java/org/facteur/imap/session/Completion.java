package org.facteur.imap.session;

import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended, to be said with its tag, and what happens to the connection then.
 *
 * @param condition OK, NO or BAD
 */
public record Completion(Condition condition, @Nullable ResponseCode code, String text, Afterwards afterwards) {

    /** What happens to the connection once the client has been told. */
    public enum Afterwards {
        GO_ON,
        START_TLS,
        START_COMPRESSION,
        STOP_COMPRESSION,
        CLOSE
    }

    public static Completion ok(String text) {
        return ok(null, text);
    }

    public static Completion ok(@Nullable ResponseCode code, String text) {
        return new Completion(Condition.OK, code, text, Afterwards.GO_ON);
    }

    public static Completion no(@Nullable ResponseCode code, String text) {
        return new Completion(Condition.NO, code, text, Afterwards.GO_ON);
    }

    public static Completion bad(String text) {
        return new Completion(Condition.BAD, null, text, Afterwards.GO_ON);
    }

    public static Completion bad(@Nullable ResponseCode code, String text) {
        return new Completion(Condition.BAD, code, text, Afterwards.GO_ON);
    }

    public Completion then(Afterwards what) {
        return new Completion(condition, code, text, what);
    }

    ImapResponse tagged(String tag) {
        return new ImapResponse.StatusResponse(tag, condition, code, text);
    }
}
