package org.facteur.smtp.auth;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.facteur.api.network.Network;
import org.facteur.smtp.dkim.KeyLookup;
import org.facteur.smtp.dmarc.Dmarc;
import org.facteur.smtp.spf.Spf;
import org.facteur.smtp.spf.SpfQuestion;
import org.facteur.smtp.spf.SpfResult;
import org.facteur.wire.dns.Dns;

/** Finds out about messages of other servers by SPF, DKIM, ARC and DMARC. Safe for use by several threads. */
public final class Checks {

    private final Dns dns;
    private final Duration patience;
    private final Semaphore places = new Semaphore(ShareOfDns.OF_ALL);
    private final String hostname;
    private final CheckedClients clients;
    private final Clock clock;

    /** Whose mail is checked. */
    public enum Scope {
        /** Nobody's. */
        OFF,
        /** That of clients elsewhere, which are not exempt. */
        ON,
        /** Everybody's. */
        ALL
    }

    private record CheckedClients(Scope scope, List<Network> exempt) {

        boolean has(InetAddress client) {
            return switch (scope) {
                case OFF -> false;
                case ON ->
                    !client.isLoopbackAddress() && exempt.stream().noneMatch(network -> network.contains(client));
                case ALL -> true;
            };
        }
    }

    /**
     * @param hostname as this server calls itself in what it writes
     * @param patience after which what the name servers have not said is not known
     * @param exempt whose clients are not checked, unless everybody's are
     */
    public Checks(Dns dns, String hostname, Duration patience, Scope scope, List<Network> exempt, Clock clock) {
        this.dns = dns;
        this.patience = patience;
        this.hostname = hostname;
        this.clients = new CheckedClients(scope, List.copyOf(exempt));
        this.clock = clock;
    }

    /** Whether the mail of this client is checked. */
    public boolean concern(InetAddress client) {
        return clients.has(client);
    }

    /**
     * Begins with a message that is about to come.
     *
     * @param helo the name that the client has given; empty for none
     */
    public Check begin(InetAddress client, String reversePath, String helo) {
        SpfQuestion question = SpfQuestion.of(client, reversePath, helo);
        Dns share = new ShareOfDns(dns, places);
        CompletableFuture<SpfResult> asked = new Spf(share, patience).ask(question);
        return new Check(
                question,
                reversePath.isEmpty(),
                asked,
                new KeyLookup(share, patience),
                new Dmarc(share, patience),
                hostname,
                clock.instant());
    }
}
