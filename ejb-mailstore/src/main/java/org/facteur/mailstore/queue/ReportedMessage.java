package org.facteur.mailstore.queue;

import java.time.Instant;
import org.facteur.api.smtp.MailFrom;

/**
 * The message that a report speaks of.
 *
 * @param octets its header, or all of it
 * @param whole whether these are all of it
 */
record ReportedMessage(MailFrom mailFrom, Instant received, byte[] octets, boolean whole) {

    boolean isEightBit() {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }
}
