package org.facteur.wire.reputation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;

/**
 * Asks lists about clients: those that block, whose weights are added, and those that allow, one of which is enough. A list
 * that does not answer says nothing.
 */
public final class Reputations {

    /** What a list has not answered after this time it does not say; it stands in the way of no other. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Dns dns;
    private final List<DnsList> blocking;
    private final List<DnsList> allowing;
    private final int threshold;
    private final Duration patience;

    /** @param threshold the sum of weights that makes a client {@link Reputation.Listed} */
    public Reputations(Dns dns, List<DnsList> blocking, List<DnsList> allowing, int threshold) {
        this(dns, blocking, allowing, threshold, PATIENCE);
    }

    Reputations(Dns dns, List<DnsList> blocking, List<DnsList> allowing, int threshold, Duration patience) {
        this.dns = dns;
        this.blocking = List.copyOf(blocking);
        this.allowing = List.copyOf(allowing);
        this.threshold = threshold;
        this.patience = patience;
    }

    /** Asks all lists at once; the future never fails, and completes in bounded time on a thread that must not be held. */
    public CompletableFuture<Reputation> of(InetAddress client) {
        CompletableFuture<List<DnsList>> allowed = listing(allowing, client);
        CompletableFuture<List<DnsList>> blocked = listing(blocking, client);
        return allowed.thenCombine(blocked, (good, bad) -> judge(good, bad, client))
                .thenCompose(judged -> judged);
    }

    private CompletableFuture<Reputation> judge(List<DnsList> good, List<DnsList> bad, InetAddress client) {
        if (!good.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Reputation.Trusted(good.get(0).zone()));
        }
        if (bad.isEmpty() || bad.stream().mapToInt(DnsList::weight).sum() < threshold) {
            return CompletableFuture.completedFuture(Reputation.UNLISTED);
        }
        DnsList first = bad.get(0);
        return dns.texts(first.nameOf(client))
                .handle((answer, failure) -> answer == null || !answer.isFound()
                        ? ""
                        : answer.records().get(0))
                .toCompletableFuture()
                .completeOnTimeout("", patience.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(reason -> new Reputation.Listed(first.zone(), reason));
    }

    /** Those of the lists that have the client, in their order. */
    private CompletableFuture<List<DnsList>> listing(List<DnsList> lists, InetAddress client) {
        CompletableFuture<List<DnsList>> found = CompletableFuture.completedFuture(List.of());
        for (DnsList list : lists) {
            found = found.thenCombine(isListed(list, client), (before, listed) -> listed ? with(before, list) : before);
        }
        return found;
    }

    private CompletableFuture<Boolean> isListed(DnsList list, InetAddress client) {
        return dns.ipv4(list.nameOf(client))
                .handle((answer, failure) -> answer != null && says(answer, list))
                .toCompletableFuture()
                .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static boolean says(DnsAnswer<Inet4Address> answer, DnsList list) {
        return answer.records().stream().anyMatch(list::lists);
    }

    private static List<DnsList> with(List<DnsList> lists, DnsList list) {
        return Stream.concat(lists.stream(), Stream.of(list)).toList();
    }
}
