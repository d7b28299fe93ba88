package org.facteur.api.queue;

import java.util.Optional;

/**
 * What decided an attempt: the words of a remote server, or of this one about it.
 *
 * @param host who said it, name and address; empty if no server was reached
 * @param code the reply code; 0 if no server said it
 * @param status the enhanced status code (RFC 3463), such as {@code 5.1.1}
 * @param text without codes, on one line: whatever a remote server says, it begins no line of its own where it is quoted
 * @param tls of the connection over which it was said; empty if there was none
 */
public record RemoteAnswer(String host, int code, String status, String text, Optional<ConnectionTls> tls) {

    private static final int LONGEST = 900;

    public RemoteAnswer {
        host = line(host);
        status = line(status);
        text = line(text);
    }

    /** Without TLS. */
    public RemoteAnswer(String host, int code, String status, String text) {
        this(host, code, status, text, Optional.empty());
    }

    /** Something that this server finds without having reached another. */
    public static RemoteAnswer own(String status, String text) {
        return new RemoteAnswer("", 0, status, text);
    }

    private static String line(String text) {
        String beginning = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return beginning.replaceAll("\\p{Cntrl}+", " ");
    }
}
