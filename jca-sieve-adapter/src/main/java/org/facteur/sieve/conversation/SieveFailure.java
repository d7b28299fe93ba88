package org.facteur.sieve.conversation;

import org.facteur.api.MailStoreException;
import org.facteur.api.sieve.ScriptResult;

/** A command that is answered with NO. */
public final class SieveFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The response codes of RFC 5804 section 1.3. */
    public enum Code {
        NONE(""),
        /** Has no code in the protocol, but is counted. */
        LOGIN_FAILED(""),
        AUTH_TOO_WEAK("AUTH-TOO-WEAK"),
        ENCRYPT_NEEDED("ENCRYPT-NEEDED"),
        MAX_SCRIPTS("QUOTA/MAXSCRIPTS"),
        MAX_SIZE("QUOTA/MAXSIZE"),
        ACTIVE("ACTIVE"),
        NONEXISTENT("NONEXISTENT"),
        ALREADY_EXISTS("ALREADYEXISTS"),
        TRY_LATER("TRYLATER");

        private final String wireName;

        Code(String wireName) {
            this.wireName = wireName;
        }

        /** As it stands in parentheses; empty for none. */
        public String wireName() {
            return wireName;
        }
    }

    private final Code code;
    private final String text;

    public SieveFailure(Code code, String text) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
    }

    public SieveFailure(String text) {
        this(Code.NONE, text);
    }

    /** The answer to a failure of the store. */
    public static SieveFailure of(MailStoreException failure) {
        return switch (failure.reason()) {
            case AUTHENTICATION_FAILED -> new SieveFailure(Code.LOGIN_FAILED, "Authentication failed");
            case ACCOUNT_DISABLED -> new SieveFailure("This account may not log in");
            case LOGIN_SUSPENDED ->
                new SieveFailure(Code.TRY_LATER, "Too many logins to this account have failed, try again later");
            case UNAVAILABLE -> new SieveFailure(Code.TRY_LATER, "The scripts are not available now, try again later");
            default -> new SieveFailure("Not possible");
        };
    }

    /** The answer to a request about a script that was not {@code DONE}. */
    public static SieveFailure of(ScriptResult result) {
        return switch (result.outcome()) {
            case NONEXISTENT -> new SieveFailure(Code.NONEXISTENT, "There is no script of that name");
            case ALREADY_EXISTS -> new SieveFailure(Code.ALREADY_EXISTS, "There is a script of that name");
            case ACTIVE -> new SieveFailure(Code.ACTIVE, "The script is active");
            case TOO_MANY -> new SieveFailure(Code.MAX_SCRIPTS, "There is no room for another script");
            case TOO_LARGE -> new SieveFailure(Code.MAX_SIZE, "The script is too large");
            case INVALID -> new SieveFailure(String.join("\r\n", result.remarks()));
            case DONE -> throw new IllegalArgumentException("Done");
        };
    }

    public Code code() {
        return code;
    }

    /** What the client is told. */
    public String text() {
        return text;
    }
}
