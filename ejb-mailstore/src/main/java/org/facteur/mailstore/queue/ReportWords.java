package org.facteur.mailstore.queue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.facteur.api.queue.RemoteAnswer;

/** What a report says to a person, in English and in French. */
final class ReportWords {

    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FRENCH = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy 'à' HH:mm 'UTC'", Locale.FRANCE)
            .withZone(ZoneOffset.UTC);

    private final List<ReportedRecipient> recipients;
    private final Action worst;

    private ReportWords(List<ReportedRecipient> recipients, Action worst) {
        this.recipients = recipients;
        this.worst = worst;
    }

    /** @param recipients at least one */
    static ReportWords of(List<ReportedRecipient> recipients) {
        Action worst = Action.DELIVERED;
        for (ReportedRecipient recipient : recipients) {
            worst = recipient.action().compareTo(worst) < 0 ? recipient.action() : worst;
        }
        return new ReportWords(recipients, worst);
    }

    /** In ASCII. */
    String subject() {
        return switch (worst) {
            case FAILED -> "Your message could not be delivered / Message non remis";
            case DELAYED -> "Your message is delayed / Message en attente";
            case RELAYED, EXPANDED -> "Your message has been passed on / Message transmis";
            case DELIVERED -> "Your message has been delivered / Message remis";
        };
    }

    /** With LF between its lines. */
    String text(String hostname, Instant received) {
        StringBuilder text = new StringBuilder();
        text.append("This is the mail server ").append(hostname).append(". It is about the message that you sent on\n");
        text.append(ENGLISH.format(received)).append(".\n");
        for (ReportedRecipient recipient : recipients) {
            text.append('\n').append(english(recipient)).append('\n');
            said(text, recipient, " said:\n", "The reason:\n");
        }
        text.append("\n--\n\n");
        text.append("Ici le serveur de courrier ")
                .append(hostname)
                .append(", au sujet du message que vous avez envoyé le\n");
        text.append(FRENCH.format(received)).append(".\n");
        for (ReportedRecipient recipient : recipients) {
            text.append('\n').append(french(recipient)).append('\n');
            said(text, recipient, " a répondu :\n", "La raison :\n");
        }
        return text.toString();
    }

    private static String english(ReportedRecipient recipient) {
        String address = address(recipient);
        return switch (recipient.action()) {
            case FAILED -> "It could not be delivered to " + address + ", and will not be tried again.";
            case DELAYED ->
                "It could not be delivered to " + address + " yet. You need not do anything: it is tried again"
                        + recipient
                                .retryUntil()
                                .map(time -> " until " + ENGLISH.format(time))
                                .orElse("") + ".";
            case RELAYED -> "It has been passed on for " + address + ". You will not hear of it again.";
            case EXPANDED ->
                "It has been passed on to those to whom " + address + " leads. You will not hear of them again.";
            case DELIVERED -> "It has been delivered to " + address + ".";
        };
    }

    private static String french(ReportedRecipient recipient) {
        String address = address(recipient);
        return switch (recipient.action()) {
            case FAILED -> "Il n'a pas pu être remis à " + address + " ; il n'y aura pas d'autre tentative.";
            case DELAYED ->
                "Il n'a pas encore pu être remis à " + address
                        + ". Vous n'avez rien à faire : d'autres tentatives suivront"
                        + recipient
                                .retryUntil()
                                .map(time -> " jusqu'au " + FRENCH.format(time))
                                .orElse("") + ".";
            case RELAYED -> "Il a été transmis pour " + address + ". Vous ne recevrez pas d'autre avis.";
            case EXPANDED -> "Il a été transmis à ceux que désigne " + address + ". Vous ne recevrez pas d'autre avis.";
            case DELIVERED -> "Il a été remis à " + address + ".";
        };
    }

    private static String address(ReportedRecipient recipient) {
        return "<" + recipient.rcptTo().forwardPath() + ">";
    }

    private static void said(StringBuilder text, ReportedRecipient recipient, String remote, String own) {
        if (recipient.action().compareTo(Action.RELAYED) >= 0) {
            return;
        }
        RemoteAnswer answer = recipient.answer();
        text.append(answer.host().isEmpty() ? own : answer.host() + remote);
        text.append("    ").append(answer.code() == 0 ? "" : answer.code() + " ");
        text.append(answer.text()).append('\n');
    }
}
