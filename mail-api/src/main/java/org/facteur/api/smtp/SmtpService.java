package org.facteur.api.smtp;

/** What a listening port of the SMTP adapter is for. */
public enum SmtpService {
    /** Mail from other servers for local recipients (RFC 5321). */
    RELAY,
    /** Mail from authenticated users (RFC 6409). */
    SUBMISSION,
    /** Mail from a server nearby, with an answer for each recipient (RFC 2033). */
    LMTP
}
