package org.facteur.wire.dns;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final List<Resolver> resolvers;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /** Calls of {@link #serve} that are not over; more than one only while one of them works for all. */
    private final AtomicInteger calls = new AtomicInteger();

    NameServers(DnsSettings settings) {
        this(
                settings.servers().stream()
                        .map(server -> resolver(server, settings))
                        .toList(),
                settings);
    }

    NameServers(List<Resolver> resolvers, DnsSettings settings) {
        this.resolvers = resolvers;
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
        CompletableFuture<Reply> found = new CompletableFuture<>();
        found.whenComplete((answer, failure) -> leave());
        synchronized (waiting) {
            waiting.addLast(() -> answering(question, found, () -> ask(question, 0, "", found)));
        }
        serve();
        return found;
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
            Runnable next = free == 0 ? null : waiting.pollFirst();
            if (next != null) {
                free--;
            }
            return next;
        }
    }
}
