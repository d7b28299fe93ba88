package org.facteur.api.smtp;

/**
 * MAIL: where a message comes from, and what is asked for it as a whole (RFC 5321 section 4.1.1.2).
 *
 * @param reversePath without its brackets, its local part quoted only where it must be; empty for {@code <>}
 * @param parameters what the extensions add
 */
public record MailFrom(String reversePath, MailParameters parameters) {

    /** MAIL without parameters. */
    public static MailFrom of(String reversePath) {
        return new MailFrom(reversePath, MailParameters.NONE);
    }

    /** Whether nobody is to hear of failures: the message is a report of one itself. */
    public boolean isNull() {
        return reversePath.isEmpty();
    }
}
