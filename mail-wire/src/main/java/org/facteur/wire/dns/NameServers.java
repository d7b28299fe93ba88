package org.facteur.wire.dns;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    NameServers(DnsSettings settings) {
        this.resolvers = settings.servers().stream()
                .map(server -> resolver(server, settings))
                .toList();
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
        enter(() -> answering(question, found, () -> ask(question, 0, "", found)));
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

    private void enter(Runnable question) {
        synchronized (waiting) {
            if (free == 0) {
                waiting.addLast(question);
                return;
            }
            free--;
        }
        question.run();
    }

    private void leave() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.pollFirst();
            if (next == null) {
                free++;
                return;
            }
        }
        next.run();
    }
}
