package org.facteur.smtp.client;

import java.util.List;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;

/**
 * What is said of a message before its content.
 *
 * @param size octets of the content
 * @param rcptTo at least one
 */
public record Envelope(MailFrom mailFrom, long size, List<RcptTo> rcptTo) {

    public Envelope {
        rcptTo = List.copyOf(rcptTo);
        if (rcptTo.isEmpty()) {
            throw new IllegalArgumentException("A message for nobody");
        }
    }
}
