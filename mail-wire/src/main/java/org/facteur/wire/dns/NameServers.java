package org.facteur.wire.dns;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/** The name servers: one is asked after the other until one answers, and so many questions at once. */
final class NameServers {

    private static final System.Logger LOG = System.getLogger(NameServers.class.getName());

    /** What fits through every network without fragments (the recommendation of DNS flag day 2020). */
    private static final int UDP_OCTETS = 1232;

    /** Questions that wait for a place; it is the relay that has so many at once, after a pause. */
    static final int MAX_WAITING = 10_000;

    private static final Reply CROWDED = new Unanswered("Too many questions wait for the name servers");

    /** A question, and since when it waits. */
    private record Turn(Question question, CompletableFuture<Reply> found, long since) {}

    private final List<Resolver> resolvers;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final LongSupplier clock;

    /** After so many nanoseconds without a place a question is not worth one any more. */
    private final long patience;

    private int free;

    /** Calls of {@link #serve} that are not over; more than one only while one of them works for all. */
    private final AtomicInteger calls = new AtomicInteger();

    NameServers(DnsSettings settings) {
        this(
                settings.servers().stream()
                        .map(server -> resolver(server, settings))
                        .toList(),
                settings,
                System::nanoTime);
    }

    /** @param clock in nanoseconds */
    NameServers(List<Resolver> resolvers, DnsSettings settings, LongSupplier clock) {
        this.resolvers = resolvers;
        this.clock = clock;
        this.patience = settings.timeout().multipliedBy(2).toNanos();
        this.free = settings.questions();
    }

    private static Resolver resolver(InetSocketAddress server, DnsSettings settings) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(settings.timeout());
        resolver.setEDNS(0, UDP_OCTETS, 0, List.of());
        return resolver;
    }

    /** Never fails. */
    CompletableFuture<Reply> ask(Question question) {
        Turn turn = new Turn(question, new CompletableFuture<>(), clock.getAsLong());
        boolean isFull;
        synchronized (waiting) {
            isFull = waiting.size() >= MAX_WAITING;
            if (!isFull) {
                waiting.addLast(turn);
            }
        }
        if (isFull) {
            turn.found().complete(CROWDED);
        }
        serve();
        return turn.found();
    }

    private void begin(Turn turn) {
        turn.found().whenComplete((answer, failure) -> leave());
        answering(turn.question(), turn.found(), () -> ask(turn.question(), 0, "", turn.found()));
    }

    private void ask(Question question, int attempt, String last, CompletableFuture<Reply> found) {
        if (attempt == Math.min(2 * resolvers.size(), DnsSettings.ATTEMPTS)) {
            found.complete(new Unanswered("No name server answers the question for " + question + last));
            return;
        }
        resolvers
                .get(attempt % resolvers.size())
                .sendAsync(question.query(), Runnable::run)
                .whenComplete((message, failure) -> answering(question, found, () -> {
                    String trouble = trouble(message, failure);
                    if (trouble == null) {
                        found.complete(Found.of(question, message));
                    } else {
                        ask(question, attempt + 1, trouble, found);
                    }
                }));
    }

    /** Takes a step towards an answer. Whatever is wrong with it, there is one: the question has one of a few places. */
    private static void answering(Question question, CompletableFuture<Reply> found, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "The name servers cannot be asked for " + question, e);
            found.complete(new Unanswered("The name servers cannot be asked for " + question));
        }
    }

    /** Why a message is no answer. */
    private static @Nullable String trouble(@Nullable Message message, @Nullable Throwable failure) {
        if (message == null || failure != null) {
            return "";
        }
        int code = message.getRcode();
        return code == Rcode.NOERROR || code == Rcode.NXDOMAIN ? null : ": " + Rcode.string(code);
    }

    private void leave() {
        synchronized (waiting) {
            free++;
        }
        serve();
    }

    /**
     * Asks what waits, as far as there are places. A question may be answered while it is being asked, and leave its place: who
     * finds somebody at work leaves the next one to him, so that no stack grows with what waits.
     */
    private void serve() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int served = 1;
        while (served > 0) {
            Runnable next = next();
            while (next != null) {
                next.run();
                next = next();
            }
            served = calls.addAndGet(-served);
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Turn turn = waiting.peekFirst();
            if (turn == null) {
                return null;
            }
            if (clock.getAsLong() - turn.since() > patience) {
                waiting.removeFirst();
                return () -> turn.found().complete(CROWDED);
            }
            if (free == 0) {
                return null;
            }
            waiting.removeFirst();
            free--;
            return () -> begin(turn);
        }
    }
}
