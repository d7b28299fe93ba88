package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.reply.SmtpRefusal;

/** A service extension (RFC 5321 section 2.2): how EHLO announces it, and what its parameters do. */
interface SmtpExtension {

    /** The EHLO keyword, with its parameters as they are now. */
    String announcement(Conversation conversation);

    /** Whether the client may use it now. */
    default boolean isOffered(Conversation conversation) {
        return true;
    }

    /** The parameters that it adds to MAIL and RCPT. */
    default Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of();
    }

    /** Notes a parameter of MAIL, or refuses it. */
    default void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation)
            throws SmtpRefusal {}

    /** What is asked for a recipient, with one parameter of RCPT more. */
    default RcptParameters with(EsmtpParameter parameter, RcptParameters rcpt) {
        return rcpt;
    }

    /** An extension that is always there and has nothing to say but its name. */
    static SmtpExtension named(String keyword) {
        return conversation -> keyword;
    }
}
