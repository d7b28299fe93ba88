package org.facteur.smtp.relay;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Lease;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.smtp.application.ApplicationCalls;
import org.facteur.smtp.sts.StsPolicies;
import org.facteur.smtp.tlsrpt.TlsTally;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what an application queues: learns for which destinations something is due, by hints and by asking each second, and has a {@link Lane} for
 * each of them. From {@link #start} to {@link #close}.
 */
public final class Relay implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Asking takes at most so much of the time, unless the application is so slow that it would be asked less often than this. */
    private static final int POLL_SHARE = 20;

    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    /** Destinations that are worked on at once. */
    private static final int MAX_LANES = 5_000;

    /** With so many outcomes that the application does not take, nothing more is claimed. */
    private static final int MAX_UNREPORTED = 1_000;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(5);

    private final RelaySettings settings;
    private final QueueListener listener;
    private final Dns dns;
    private final RouteFinder routes;
    private final TlsTally outcomes;
    private final TlsPolicies policies;
    private final EventLoopGroup loops;
    private final ApplicationCalls calls;
    private final SslContext tls;
    private final ServerVerifier verifier;
    private final FailedLogins failedLogins = new FailedLogins(InstantSource.system());
    private final ClaimedLeases leases;
    private final Reporter reporter;
    private final Signatures signatures;

    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Queue<Lane> withoutConnection = new ConcurrentLinkedQueue<>();
    private final HereLane here;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean polling = new AtomicBoolean();
    private volatile long nextPoll = System.nanoTime();
    private volatile @Nullable Watch watch;
    private volatile @Nullable Watch loan;
    private volatile @Nullable ScheduledFuture<?> clock;
    private volatile boolean stopping;

    /**
     * @param listener the application, whose methods are called on workers
     * @param loops do the I/O
     */
    public Relay(RelaySettings settings, QueueListener listener, Dns dns, EventLoopGroup loops, Executor workers) {
        this.settings = settings;
        this.listener = listener;
        this.dns = dns;
        this.routes = new RouteFinder(dns, settings);
        this.outcomes = new TlsTally(InstantSource.system());
        this.policies = new TlsPolicies(
                settings.tls(),
                new StsPolicies(dns, settings.tls().policies(), this::keep, InstantSource.system()),
                new DaneLookup(dns),
                outcomes,
                nextHop -> call(() -> listener.tls(nextHop)));
        this.loops = loops;
        this.calls = new ApplicationCalls(workers);
        this.tls = withAnybody();
        this.verifier = new ServerVerifier(settings.tls().authorities());
        this.leases = new ClaimedLeases();
        this.reporter = new Reporter(listener, leases, loops.next(), workers);
        this.signatures = new Signatures(this::octets, this::call);
        this.here = new HereLane(() -> call(() -> !stopping && listener.deliverHere(HereLane.MESSAGES)));
    }

    /** TLS with whomever; who that is, is looked at when the handshake is done. */
    private static SslContext withAnybody() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("The server has no TLS", e);
        }
    }

    /** Begins to pass on what is due. */
    public void start() {
        clock = loops.next().scheduleAtFixedRate(this::tick, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets what is being sent come to its end within some patience, and gives back the rest. */
    @Override
    public void close() {
        stopping = true;
        if (clock != null) {
            clock.cancel(false);
        }
        close(watch);
        close(loan);
        lanes.values().forEach(Lane::stop);
        if (!awaitQuiet(STOP_PATIENCE)) {
            lanes.values().forEach(Lane::abort);
        }
        awaitQuiet(LAST_REPORTS);
        tell(outcomes.take())
                .completeOnTimeout(false, LAST_REPORTS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        reporter.close();
    }

    private static void close(@Nullable Watch watching) {
        if (watching != null) {
            watching.close();
        }
    }

    private boolean awaitQuiet(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!(lanes.isEmpty() && connections.get() == 0 && reporter.waiting() == 0)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    /** How many connections there are, or are being made. */
    public int connections() {
        return connections.get();
    }

    RelaySettings settings() {
        return settings;
    }

    private void tick() {
        if (stopping) {
            return;
        }
        List<Lease> renewed = leases.toRenew();
        if (!renewed.isEmpty()) {
            call(() -> {
                listener.extend(renewed);
                return true;
            });
        }
        tell(outcomes.takeInTime());
        if (System.nanoTime() - nextPoll < 0 || !polling.compareAndSet(false, true)) {
            return;
        }
        long begun = System.nanoTime();
        call(this::poll).whenComplete((due, failure) -> {
            // An application that is still starting is asked again soon: until it has answered once it gives no hints.
            long share = failure == null ? POLL_SHARE : 1;
            nextPoll = System.nanoTime() + Math.min(share * (System.nanoTime() - begun), LONGEST_POLL.toNanos());
            polling.set(false);
            if (due != null) {
                due.forEach(this::due);
            }
        });
    }

    /** What the application does not take now is kept for it. */
    private CompletableFuture<Boolean> tell(List<TlsCount> counts) {
        if (counts.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return call(() -> {
                    listener.count(counts);
                    return true;
                })
                .exceptionally(failure -> {
                    outcomes.giveBack(counts);
                    return false;
                });
    }

    private List<String> poll() throws MailStoreException {
        if (watch == null) {
            Watch begun = listener.watch(destinations -> destinations.forEach(this::due));
            watch = begun;
            if (stopping) {
                // Who stops may have looked for it before.
                begun.close();
            }
        }
        if (loan == null) {
            loan = listener.lend(name -> dns.texts(name).thenApply(DnsAnswer::records));
        }
        return listener.due(MAX_LANES);
    }

    /** Something may be due for a destination. */
    void due(String destination) {
        if (stopping) {
            return;
        }
        if (destination.equals(QueueListener.HERE)) {
            here.due();
            return;
        }
        Lane lane = lanes.get(destination);
        if (lane == null) {
            if (lanes.size() >= MAX_LANES) {
                // It is asked for again.
                return;
            }
            lane = lanes.computeIfAbsent(destination, name -> new Lane(name, this, loops.next()));
        }
        lane.due();
    }

    void retired(String destination, Lane lane) {
        lanes.remove(destination, lane);
    }

    /** Whether one more connection may be made; then it is counted. */
    boolean takeConnection() {
        if (connections.incrementAndGet() <= settings.connectionsInAll()) {
            return true;
        }
        connections.decrementAndGet();
        return false;
    }

    void giveConnection() {
        connections.decrementAndGet();
        nextTurn();
    }

    private void nextTurn() {
        Lane next = withoutConnection.poll();
        if (next != null) {
            next.due();
        }
    }

    /** Whether somebody waits for a connection of another. */
    boolean isCrowded() {
        return !withoutConnection.isEmpty();
    }

    /** A lane has something to send, and there is no connection for it. */
    void laterOn(Lane lane) {
        if (!withoutConnection.contains(lane)) {
            withoutConnection.add(lane);
        }
        if (connections.get() < settings.connectionsInAll()) {
            // Given back before the lane was to be seen in the line.
            nextTurn();
        }
    }

    boolean mayClaim() {
        return reporter.waiting() < MAX_UNREPORTED;
    }

    CompletionStage<Claim> claim(String destination, int recipients) {
        return call(() -> {
            Claim claim = listener.claim(destination, recipients);
            leases.add(claim);
            return claim;
        });
    }

    /** If that fails it is fetched again. */
    private void keep(String domain, StsPolicy policy) {
        call(() -> {
            listener.keep(domain, policy);
            return true;
        });
    }

    CompletionStage<Route> route(String destination, Demand demand) {
        return call(() -> listener.nextHop(destination))
                .thenCompose(laid -> routes.find(destination, laid))
                .thenCompose(route -> policies.protect(destination, route, demand));
    }

    Connector connector(Route.Targets way, Demand demand, EventLoop loop, Connector.Owner owner) {
        return new Connector(way, demand, settings, tls, verifier, failedLogins, this::read, loop, outcomes, owner);
    }

    private CompletionStage<byte[]> read(QueuedMessage message, long offset, int length) {
        return call(() -> octets(message, offset, length));
    }

    private byte[] octets(QueuedMessage message, long offset, int length) throws MailStoreException {
        return listener.read(List.of(new ContentRange(message.content(), message.offset() + offset, length)))
                .get(0);
    }

    /** As {@link Signatures#of}. */
    CompletionStage<byte @Nullable []> signatures(QueuedMessage message) {
        return signatures.of(message);
    }

    void report(Report report) {
        reporter.report(report);
    }

    private <T> CompletableFuture<T> call(Callable<T> work) {
        return calls.call(work);
    }
}
