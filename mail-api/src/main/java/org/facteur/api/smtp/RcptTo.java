package org.facteur.api.smtp;

/**
 * RCPT: where a message goes, and what is asked for this recipient (RFC 5321 section 4.1.1.3).
 *
 * @param forwardPath without its brackets, its local part quoted only where it must be; {@code postmaster} without a domain
 *     is this server's own (RFC 5321 section 4.5.1)
 * @param parameters what the extensions add
 */
public record RcptTo(String forwardPath, RcptParameters parameters) {

    /** RCPT without parameters. */
    public static RcptTo of(String forwardPath) {
        return new RcptTo(forwardPath, RcptParameters.NONE);
    }
}
