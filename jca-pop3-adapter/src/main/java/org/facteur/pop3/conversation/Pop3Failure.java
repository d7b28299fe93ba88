package org.facteur.pop3.conversation;

import org.facteur.api.MailStoreException;
import org.facteur.pop3.language.Pop3Texts;
import org.facteur.wire.language.Language;

/** A command that fails, with its reply. */
public final class Pop3Failure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The response codes of RFC 2449 section 8, RFC 3206 section 4 and RFC 6856 section 5. */
    public enum Code {
        NONE(""),
        AUTH("[AUTH] "),
        IN_USE("[IN-USE] "),
        LOGIN_DELAY("[LOGIN-DELAY] "),
        SYS_TEMP("[SYS/TEMP] "),
        SYS_PERM("[SYS/PERM] "),
        UTF8("[UTF8] ");

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
            case LOGIN_SUSPENDED ->
                new Pop3Failure(Code.SYS_TEMP, "Too many logins to this account have failed, try again later");
            case IN_USE -> new Pop3Failure(Code.IN_USE, "Another session has the maildrop");
            case TOO_SOON -> new Pop3Failure(Code.LOGIN_DELAY, "Log in less often");
            case UNAVAILABLE -> new Pop3Failure(Code.SYS_TEMP, "The maildrop is not available now, try again later");
            default -> new Pop3Failure(Code.SYS_PERM, "Not possible");
        };
    }

    public Code code() {
        return code;
    }

    /** In English, and in US-ASCII. */
    public String text() {
        return text;
    }

    /** The same failure of QUIT. */
    public Pop3Failure withNothingRemoved() {
        return new Pop3Failure(code, text + "; nothing is removed");
    }

    /** As it goes on the wire, in UTF-8 and without its line end. */
    public String reply(Language language) {
        return "-ERR " + code.prefix + Pop3Texts.say(language, text);
    }
}
