package org.facteur.smtp.session;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.facteur.api.metric.Meters;
import org.facteur.smtp.command.ForwardPath;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.reputation.Reputation;
import org.facteur.wire.reputation.Reputation.Listed;
import org.facteur.wire.reputation.Reputation.Trusted;
import org.facteur.wire.reputation.Reputations;

/** What lists say of one client: they are asked when it connects, and awaited when it names a recipient. */
final class ClientReputation {

    private static final System.Logger LOG = System.getLogger(ClientReputation.class.getName());

    private final Optional<Reputations> lists;
    private CompletableFuture<Reputation> found = CompletableFuture.completedFuture(Reputation.UNLISTED);
    private String client = "";
    private boolean told;

    ClientReputation(Optional<Reputations> lists, InetAddress client) {
        this.lists = lists;
        ask(client);
    }

    /** It is another client after all. */
    void ask(InetAddress address) {
        client = address.getHostAddress();
        lists.ifPresent(asked -> found = asked.of(address));
    }

    boolean isKnown() {
        return found.isDone();
    }

    /** Is done when it is known; never fails. */
    CompletionStage<Reputation> known() {
        return found;
    }

    /** Whether a list says that the client is good. */
    boolean isTrusted() {
        return now() instanceof Trusted;
    }

    /**
     * Refuses a client that a list says is bad; who looks after the mail here can always be reached (RFC 5321 section 4.5.1, RFC
     * 2142 section 4).
     */
    void check(ForwardPath recipient) throws SmtpRefusal {
        if (now() instanceof Listed listed && !recipient.isOfKeepers()) {
            note(listed);
            String reason = listed.reason().isEmpty() ? "" : ": " + listed.reason();
            throw new SmtpRefusal(550, "5.7.1", client + " is listed by " + listed.zone() + reason);
        }
    }

    private Reputation now() {
        return found.getNow(Reputation.UNLISTED);
    }

    private void note(Listed listed) {
        if (!told) {
            told = true;
            LOG.log(Level.INFO, () -> client + " is refused, listed by " + listed.zone());
            Meters.counter(
                            "facteur_smtp_listed_clients",
                            "Clients that were refused because a list has them",
                            Map.of("zone", listed.zone()))
                    .increment();
        }
    }
}
