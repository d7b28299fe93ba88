package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.facteur.mailstore.history.HistoryItem;
import org.facteur.mailstore.history.HistoryPage;
import org.facteur.mailstore.history.HistoryQuery;
import org.facteur.mailstore.history.HistoryService;
import org.facteur.mailstore.history.RecipientFate;
import org.jspecify.annotations.Nullable;

/** {@code history.xhtml}: what became of messages. What it shows is in its address. */
@Named
@RequestScoped
public class HistoryView {

    private static final int ROWS = 50;

    @Inject
    private HistoryService history;

    private @Nullable String sender;
    private @Nullable String recipient;
    private @Nullable String messageId;
    private @Nullable String since;
    private @Nullable String until;
    private @Nullable Long after;

    private HistoryPage page = new HistoryPage(List.of(), OptionalLong.empty());

    public void load() {
        HistoryQuery query = new HistoryQuery(
                text(sender), text(recipient), text(messageId), beginning(text(since), 0), beginning(text(until), 1));
        page = history.list(query, after == null ? OptionalLong.empty() : OptionalLong.of(after), ROWS);
    }

    private static String text(@Nullable String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    /** What is no day is no error: the address is a person's to write. */
    private static Optional<Instant> beginning(String day, int daysLater) {
        try {
            return day.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(day)
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant());
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    public List<HistoryItem> getItems() {
        return page.items();
    }

    /** Where the list goes on; null at its end. */
    public @Nullable Long getNext() {
        return page.next().isPresent() ? (Long) page.next().getAsLong() : null;
    }

    /** Whether anything is written down now. */
    public boolean isOn() {
        return history.isOn();
    }

    public boolean isFiltered() {
        return sender != null || recipient != null || messageId != null || since != null || until != null;
    }

    /** The one that was asked for, if one was. */
    public String firstRecipient(HistoryItem item) {
        String part = text(recipient).toLowerCase(Locale.ROOT);
        return item.recipients().stream()
                .map(RecipientFate::address)
                .filter(address -> address.toLowerCase(Locale.ROOT).contains(part))
                .findFirst()
                .or(() -> item.recipients().stream().map(RecipientFate::address).findFirst())
                .orElse("");
    }

    /** How many recipients there are beside the first. */
    public long others(HistoryItem item) {
        long known = item.recipients().stream()
                .map(RecipientFate::address)
                .distinct()
                .count();
        return known - 1 + item.moreRecipients();
    }

    public List<HistoryBadge> states(HistoryItem item) {
        return HistoryBadge.of(item);
    }

    public @Nullable String getSender() {
        return sender;
    }

    public void setSender(@Nullable String sender) {
        this.sender = sender;
    }

    public @Nullable String getRecipient() {
        return recipient;
    }

    public void setRecipient(@Nullable String recipient) {
        this.recipient = recipient;
    }

    public @Nullable String getMessageId() {
        return messageId;
    }

    public void setMessageId(@Nullable String messageId) {
        this.messageId = messageId;
    }

    public @Nullable String getSince() {
        return since;
    }

    public void setSince(@Nullable String since) {
        this.since = since;
    }

    public @Nullable String getUntil() {
        return until;
    }

    public void setUntil(@Nullable String until) {
        this.until = until;
    }

    public @Nullable String getAfter() {
        return after == null ? null : after.toString();
    }

    /** What is no place in the history is its beginning. */
    public void setAfter(@Nullable String after) {
        try {
            this.after = after == null ? null : (Long) Long.parseLong(after);
        } catch (NumberFormatException e) {
            this.after = null;
        }
    }
}
