package org.facteur.smtp.spf;

import java.net.InetAddress;

/**
 * What is asked of a domain.
 *
 * @param client whose connection it is
 * @param sender the reverse-path; for an empty one {@code postmaster} at the name that the client has given (RFC 7208 section 2.4)
 * @param helo the name that the client has given
 */
public record SpfQuestion(InetAddress client, String sender, String helo) {

    /** @param reversePath without brackets; empty for {@code <>} */
    public static SpfQuestion of(InetAddress client, String reversePath, String helo) {
        return new SpfQuestion(client, reversePath.isEmpty() ? "postmaster@" + helo : reversePath, helo);
    }

    /** The domain that is asked. */
    public String domain() {
        return sender.substring(sender.lastIndexOf('@') + 1);
    }

    /** RFC 7208 section 4.3: who has none is the postmaster. */
    String localPart() {
        int at = sender.lastIndexOf('@');
        return at <= 0 ? "postmaster" : sender.substring(0, at);
    }
}
