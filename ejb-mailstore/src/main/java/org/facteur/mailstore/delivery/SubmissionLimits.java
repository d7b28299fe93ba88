package org.facteur.mailstore.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;

/**
 * How much an account may submit in an hour, so that a stolen password fills nobody's mailbox for long. Each node counts what is
 * submitted to it, in memory, for so many accounts as submit something in an hour.
 */
final class SubmissionLimits {

    private static final System.Logger LOG = System.getLogger(SubmissionLimits.class.getName());

    private static final int MAX_ACCOUNTS = 100_000;

    private final int messages;
    private final int recipients;
    private final List<Network> exempt;
    private final Cache<AccountId, Submitted> submitted = Caffeine.newBuilder()
            .maximumSize(MAX_ACCOUNTS)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /** What an account has submitted. */
    private record Submitted(HourlyCount messages, HourlyCount recipients) {

        Submitted() {
            this(new HourlyCount(), new HourlyCount());
        }
    }

    /**
     * @param messages of an account in an hour, 0 for any number
     * @param recipients of all of them together, 0 for any number
     * @param exempt networks that are not counted
     */
    SubmissionLimits(int messages, int recipients, List<Network> exempt) {
        this.messages = messages;
        this.recipients = recipients;
        this.exempt = List.copyOf(exempt);
    }

    /** Whether the client may begin another message. */
    boolean allowsMessage(SmtpClient client, Instant now) {
        return messages == 0
                || counted(client)
                        .map(each -> each.messages().sum(now) < messages)
                        .orElse(true);
    }

    /** Whether the client may name another recipient. */
    boolean allowsRecipient(SmtpClient client, Instant now) {
        return recipients == 0
                || counted(client)
                        .map(each -> each.recipients().sum(now) < recipients)
                        .orElse(true);
    }

    /** Counts a message with so many recipients, unless that is more than the client may submit now. */
    boolean take(SmtpClient client, int number, Instant now) {
        Optional<Submitted> counted = counted(client);
        if (counted.isEmpty()) {
            return true;
        }
        if (!counted.get().messages().add(1, most(messages), now)) {
            refused(client);
            return false;
        }
        if (!counted.get().recipients().add(number, most(recipients), now)) {
            counted.get().messages().takeBack(1, now);
            refused(client);
            return false;
        }
        return true;
    }

    /** A message that was counted has not been kept. */
    void takeBack(SmtpClient client, int number, Instant now) {
        counted(client).ifPresent(each -> {
            each.messages().takeBack(1, now);
            each.recipients().takeBack(number, now);
        });
    }

    private static int most(int configured) {
        return configured == 0 ? Integer.MAX_VALUE : configured;
    }

    private Optional<Submitted> counted(SmtpClient client) {
        if (client.service() != SmtpService.SUBMISSION
                || exempt.stream()
                        .anyMatch(network -> network.contains(client.address().getAddress()))) {
            return Optional.empty();
        }
        return client.account().map(Account::id).map(id -> submitted.get(id, unknown -> new Submitted()));
    }

    private static void refused(SmtpClient client) {
        LOG.log(
                Level.WARNING,
                "{0} has submitted as much as an account may in an hour",
                client.account().map(Account::address).orElse("Nobody"));
    }
}
