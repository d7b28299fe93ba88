package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.RcptTo;
import org.facteur.mailstore.delivery.Receipt;
import org.facteur.mailstore.delivery.Receipt.Arrival;
import org.jspecify.annotations.Nullable;

/** Tells senders that their messages have arrived here, if they want to hear of it (NOTIFY=SUCCESS of RFC 3461 section 4.1). */
@ApplicationScoped
public class SuccessReports {

    private static final RemoteAnswer ARRIVED = RemoteAnswer.own("2.0.0", "");

    @Inject
    private SenderReports reports;

    /** Reports within the transaction that has delivered; mostly there is nothing to report. */
    public void send(InboundMessage message, List<Receipt> receipts) throws MailStoreException {
        List<ReportedRecipient> told = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            Optional<ReportedRecipient> recipient =
                    reported(message, i, receipts.get(i).arrival());
            recipient.ifPresent(told::add);
        }
        if (told.isEmpty()) {
            return;
        }
        try (InputStream octets = message.source().open()) {
            reports.sendLater(
                    message.mailFrom(), octets.readNBytes(SenderReports.LARGEST_HEADER), told, message.received());
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message cannot be read", e);
        }
    }

    private Optional<ReportedRecipient> reported(InboundMessage message, int number, Arrival arrival) {
        Action action = action(arrival);
        return action != null
                        && reports.isWanted(message.mailFrom(), message.rcptTo().get(number), action)
                ? Optional.of(reported(message.rcptTo().get(number), action, message.received()))
                : Optional.empty();
    }

    /** What there is to be said of an arrival; null if it is open. */
    static @Nullable Action action(Arrival arrival) {
        return switch (arrival) {
            case OPEN -> null;
            case DELIVERED -> Action.DELIVERED;
            case EXPANDED -> Action.EXPANDED;
        };
    }

    static ReportedRecipient reported(RcptTo rcptTo, Action action, Instant when) {
        return new ReportedRecipient(rcptTo, action, ARRIVED, Optional.of(when), Optional.empty());
    }
}
