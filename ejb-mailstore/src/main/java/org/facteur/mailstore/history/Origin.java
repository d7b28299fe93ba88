package org.facteur.mailstore.history;

import org.facteur.api.smtp.SmtpService;

/** How a message came to this server. */
public enum Origin {
    /** By SMTP, from another server. */
    RELAY,
    /** By SMTP, from a client of a person. */
    SUBMISSION,
    LMTP,
    /** This server wrote it: a report. */
    OWN,
    /** An application on the same server sent it. */
    APPLICATION,
    /** It waited in the queue of this server for recipients here. */
    QUEUE;

    /** The service of the client that handed it over. */
    public static Origin of(SmtpService service) {
        return switch (service) {
            case RELAY -> RELAY;
            case SUBMISSION -> SUBMISSION;
            case LMTP -> LMTP;
        };
    }
}
