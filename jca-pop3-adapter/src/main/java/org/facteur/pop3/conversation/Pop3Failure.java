package org.facteur.pop3.conversation;

import org.facteur.api.MailStoreException;

/** A command that fails, with its reply. */
public final class Pop3Failure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The response codes of RFC 2449 section 8 and RFC 3206 section 4. */
    public enum Code {
        NONE(""),
        AUTH("[AUTH] "),
        IN_USE("[IN-USE] "),
        SYS_TEMP("[SYS/TEMP] "),
        SYS_PERM("[SYS/PERM] ");

        private final String prefix;

        Code(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Code code;
    private final String text;

    public Pop3Failure(Code code, String text) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
    }

    public Pop3Failure(String text) {
        this(Code.NONE, text);
    }

    /** The reply to a failure of the store. */
    public static Pop3Failure of(MailStoreException failure) {
        return switch (failure.reason()) {
            case AUTHENTICATION_FAILED -> new Pop3Failure(Code.AUTH, "Authentication failed");
            case ACCOUNT_DISABLED -> new Pop3Failure(Code.SYS_PERM, "This account may not log in");
            case IN_USE -> new Pop3Failure(Code.IN_USE, "Another session has the maildrop");
            case UNAVAILABLE -> new Pop3Failure(Code.SYS_TEMP, "The maildrop is not available now, try again later");
            default -> new Pop3Failure(Code.SYS_PERM, "Not possible");
        };
    }

    public Code code() {
        return code;
    }

    /** As it goes on the wire, without its line end. */
    public String reply() {
        return "-ERR " + code.prefix + text;
    }
}
