package org.facteur.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.reply.SmtpRefusal;

/** The table of the service extensions: a new one is a class of its own and a line here. */
final class SmtpExtensions {

    private static final List<SmtpExtension> ALL = List.of(
            SmtpExtension.named("PIPELINING"), // RFC 2920
            new SizeExtension(),
            new EightBitMimeExtension(),
            new SmtpUtf8Extension(),
            SmtpExtension.named("CHUNKING"), // RFC 3030
            SmtpExtension.named("BINARYMIME"), // RFC 3030 section 3
            new DsnExtension(),
            new DeliverByExtension(),
            new FutureReleaseExtension(),
            new PriorityExtension(),
            new RequireTlsExtension(),
            conversation -> "LIMITS RCPTMAX=" + conversation.limits().recipients(), // RFC 9422
            SmtpExtension.named("ENHANCEDSTATUSCODES"), // RFC 2034
            new StartTlsExtension(),
            new AuthExtension(),
            new XclientExtension(),
            SmtpExtension.named("HELP")); // RFC 5321 section 4.1.1.8

    private SmtpExtensions() {}

    /** What EHLO or LHLO answers: the server's name, then a line for each extension. */
    static List<String> announcements(Conversation conversation) {
        List<String> lines = new ArrayList<>();
        lines.add(conversation.settings().hostname());
        for (SmtpExtension extension : ALL) {
            if (extension.isOffered(conversation)) {
                lines.add(extension.announcement(conversation));
            }
        }
        return lines;
    }

    /** What the parameters of MAIL ask for; one whose extension is not offered is unknown. */
    static MailParameters mail(List<EsmtpParameter> parameters, Conversation conversation) throws SmtpRefusal {
        MailParameters.Builder mail = MailParameters.builder();
        for (EsmtpParameter parameter : parameters) {
            extension(parameter, conversation).apply(parameter, mail, conversation);
        }
        return mail.build();
    }

    /** What the parameters of RCPT ask for; one whose extension is not offered is unknown. */
    static RcptParameters rcpt(List<EsmtpParameter> parameters, Conversation conversation) throws SmtpRefusal {
        RcptParameters rcpt = RcptParameters.NONE;
        for (EsmtpParameter parameter : parameters) {
            rcpt = extension(parameter, conversation).with(parameter, rcpt);
        }
        return rcpt;
    }

    private static SmtpExtension extension(EsmtpParameter parameter, Conversation conversation) throws SmtpRefusal {
        return ALL.stream()
                .filter(each -> each.parameters().contains(parameter.getClass()))
                .filter(each -> each.isOffered(conversation))
                .findFirst()
                .orElseThrow(
                        () -> new SmtpRefusal(555, "5.5.4", "Parameter " + parameter.keyword() + " not recognized"));
    }
}
