package org.facteur.wire.sasl;

import java.util.Locale;
import org.facteur.api.account.Secret;

/**
 * What a client says with its token.
 *
 * @param user whom it wants to be; empty if it does not say so
 * @param token without the name of its scheme
 */
record TokenResponse(String user, Secret token) {

    private static final String SEPARATOR = "\u0001";
    private static final String END = SEPARATOR + SEPARATOR;
    private static final String SCHEME = "bearer ";

    /** {@code gs2-header ^A *(key=value ^A) ^A} (RFC 7628 section 3.1). */
    static TokenResponse parseOauthBearer(String text) throws MalformedResponseException {
        int end = text.indexOf(SEPARATOR);
        if (end < 0) {
            throw malformed();
        }
        String[] header = text.substring(0, end).split(",", -1);
        // Channel binding is not defined for it, so a client cannot ask for one.
        boolean bound = header[0].startsWith("p=");
        if (header.length != 3 || bound || !(header[0].equals("n") || header[0].equals("y")) || !header[2].isEmpty()) {
            throw malformed();
        }
        return new TokenResponse(user(header[1], "a="), token(text, end + 1));
    }

    /** {@code user=NAME ^A auth=Bearer TOKEN ^A ^A}. */
    static TokenResponse parseXoauth2(String text) throws MalformedResponseException {
        int end = text.indexOf(SEPARATOR);
        if (end < 0 || !text.startsWith("user=")) {
            throw malformed();
        }
        return new TokenResponse(text.substring("user=".length(), end), token(text, end + 1));
    }

    private static String user(String attribute, String key) throws MalformedResponseException {
        if (attribute.isEmpty()) {
            return "";
        }
        if (!attribute.startsWith(key)) {
            throw malformed();
        }
        // RFC 5801 section 4: the two characters that part attributes are written so, and nothing else is.
        return attribute.substring(key.length()).replace("=2C", ",").replace("=3D", "=");
    }

    private static Secret token(String text, int from) throws MalformedResponseException {
        if (!text.endsWith(END) || text.length() - END.length() < from) {
            throw malformed();
        }
        String token = null;
        for (String pair : text.substring(from, text.length() - END.length()).split(SEPARATOR, -1)) {
            if (pair.startsWith("auth=")) {
                String value = pair.substring("auth=".length());
                if (token != null || !value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                    throw malformed();
                }
                token = value.substring(SCHEME.length()).strip();
            }
        }
        if (token == null || token.isEmpty()) {
            throw malformed();
        }
        return new Secret(token);
    }

    private static MalformedResponseException malformed() {
        return new MalformedResponseException("Not a response with a bearer token");
    }
}
