package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.facteur.api.queue.Outcome;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;

/** A relay whose servers have less than a second for each answer, and whose queue is in memory. */
final class RunningRelay implements AutoCloseable {

    static final Duration SHORT = Duration.ofMillis(700);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final MemoryQueue queue = new MemoryQueue();
    final TestNameServer names = TestNameServer.start();

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Relay relay;

    /** @param port of the servers that DNS names */
    RunningRelay(int port, RelayTls tls) {
        RelaySettings settings = new RelaySettings(
                "mail.here.test",
                Optional.empty(),
                port,
                0,
                100,
                20,
                new RelayTimeouts(SHORT, SHORT, SHORT, SHORT),
                tls);
        DnsSettings dns = new DnsSettings(List.of(names.address()), Duration.ofMillis(300), 100, 1 << 20);
        relay = new Relay(settings, queue, new CachingDns(dns), loops, workers);
        relay.start();
    }

    /** What became of a message to one recipient. */
    Outcome outcome(String address) {
        await().atMost(PATIENCE).until(() -> !queue.outcomes(address).isEmpty());
        return queue.outcomes(address).get(0);
    }

    int connections() {
        return relay.connections();
    }

    @Override
    public void close() {
        relay.close();
        names.close();
        workers.shutdown();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        assertThat(relay.connections()).isZero();
    }
}
