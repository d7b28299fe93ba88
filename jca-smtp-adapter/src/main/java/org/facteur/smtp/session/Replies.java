package org.facteur.smtp.session;

import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;

/** The replies that more than one command gives. */
final class Replies {

    static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");
    static final SmtpReply TRY_LATER = SmtpReply.of(451, "4.3.0", "Temporary failure, try again later");
    static final SmtpReply TOO_LARGE = SmtpReply.of(552, "5.3.4", "Message too large");

    /** RFC 6531 section 3.5. */
    static final SmtpReply SMTPUTF8_NEEDED =
            SmtpReply.of(553, "5.6.7", "An address beyond US-ASCII needs the parameter SMTPUTF8 of MAIL");

    /** RFC 5321 section 3.5.3. */
    static final SmtpReply AMBIGUOUS =
            SmtpReply.of(252, "2.0.0", "Cannot verify, but will accept a message and try to deliver it");

    private Replies() {}

    /** To a command that the administrator has switched off: as if the server had none (RFC 5321 section 7.3). */
    static SmtpRefusal switchedOff(String command) {
        return new SmtpRefusal(502, "5.5.1", command + " is not offered here");
    }

    /** The answer to RCPT, and for a recipient to its message. */
    static SmtpReply of(RecipientDecision decision) {
        return SmtpReply.of(decision.code(), decision.status(), text(decision));
    }

    private static String text(RecipientDecision decision) {
        return switch (decision) {
            case ACCEPTED, ACCEPTED_FOR_RELAY -> "Recipient ok";
            case UNKNOWN_USER -> "No such user here";
            case LOOP -> "Routing loop: this address leads to itself";
            case RELAY_DENIED -> "Relaying denied";
            case DISABLED -> "Mailbox disabled, receives no mail";
            case OVER_QUOTA -> "Mailbox full, try again later";
            case TOO_LARGE -> "Message too large for this mailbox";
            case REFUSED -> "The recipient refuses this message";
            case RATE_LIMITED -> "Too many recipients for now, try again later";
            case GREYLISTED -> "Greylisted, try again in a few minutes";
            case TRY_LATER -> "Temporary failure, try again later";
        };
    }

    /** The answer to whatever the store could not do. */
    static SmtpReply of(MailStoreException e) {
        return switch (e.reason()) {
            case OVER_QUOTA, LIMIT_REACHED -> of(RecipientDecision.OVER_QUOTA);
            default -> TRY_LATER;
        };
    }
}
