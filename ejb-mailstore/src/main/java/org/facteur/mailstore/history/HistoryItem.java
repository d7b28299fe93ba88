package org.facteur.mailstore.history;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A message as the history has it.
 *
 * @param time when it was taken, to the second
 * @param client the address that it came from; empty for one that this server wrote
 * @param helo how the client called itself
 * @param tls version and cipher suite; empty without TLS
 * @param account who was logged in; empty if nobody was
 * @param checks what it has passed, in words of {@link Check}, and what was found of where it comes from, such as {@code spf=pass}; with spaces
 *     between them
 * @param sender the reverse-path; empty for reports
 * @param messageId without angle brackets; empty if it has none
 * @param size octets, with the fields that delivery adds
 * @param recipients what became of it for each
 * @param moreRecipients how many there were beside these
 * @param later what happened in the queue since
 */
public record HistoryItem(
        long id,
        Instant time,
        Origin origin,
        String client,
        String helo,
        String tls,
        String account,
        String checks,
        String sender,
        String messageId,
        long size,
        List<RecipientFate> recipients,
        int moreRecipients,
        Set<HistoryEvent.What> later) {

    public HistoryItem {
        recipients = List.copyOf(recipients);
        later = Set.copyOf(later);
    }

    /** Whether a list that is believed says that the client is good. */
    public boolean isAllowListed() {
        return checks.startsWith(Check.ALLOW_LIST.name());
    }

    /** What was found of where it comes from; empty if nobody has looked. */
    public String results() {
        return isAllowListed()
                ? checks.substring(Check.ALLOW_LIST.name().length()).strip()
                : checks;
    }

    HistoryItem with(Set<HistoryEvent.What> events) {
        return new HistoryItem(
                id,
                time,
                origin,
                client,
                helo,
                tls,
                account,
                checks,
                sender,
                messageId,
                size,
                recipients,
                moreRecipients,
                events);
    }
}
