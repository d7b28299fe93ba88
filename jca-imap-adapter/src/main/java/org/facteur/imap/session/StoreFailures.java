package org.facteur.imap.session;

import java.util.Objects;
import org.facteur.api.MailStoreException;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;

/** What a client is told when the store refuses (RFC 5530 section 3): the one place that knows. */
public final class StoreFailures {

    private StoreFailures() {}

    /** The answer to a command that named what it works on. */
    public static Completion completion(MailStoreException failure) {
        return Completion.no(code(failure.reason()), text(failure));
    }

    private static String text(MailStoreException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "The store refuses");
    }

    private static ResponseCode code(MailStoreException.Reason reason) {
        return switch (reason) {
            case AUTHENTICATION_FAILED -> Word.AUTHENTICATIONFAILED;
            case ACCOUNT_DISABLED -> Word.CONTACTADMIN;
            case NO_SUCH_MAILBOX -> Word.NONEXISTENT;
            case ALREADY_EXISTS -> Word.ALREADYEXISTS;
            case NOT_SELECTABLE, NOT_ALLOWED -> Word.CANNOT;
            case NOT_PERMITTED -> Word.NOPERM;
            case SPECIAL_USE_TAKEN -> Word.USEATTR;
            case OVER_QUOTA -> Word.OVERQUOTA;
            case LIMIT_REACHED -> Word.LIMIT;
            case IN_USE, TOO_SOON -> Word.INUSE;
            case LOGIN_SUSPENDED, UNAVAILABLE -> Word.UNAVAILABLE;
        };
    }
}
