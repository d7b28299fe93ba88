package org.facteur.wire.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.facteur.wire.dns.DnsAnswer.Status;
import org.jspecify.annotations.Nullable;

/** The addresses of both families as one answer, in turns: who tries only some of them tries both. */
final class FamilyUnion {

    /** An answer or a failure. */
    private record Half(
            @Nullable DnsAnswer<? extends InetAddress> answer,
            @Nullable Throwable failure) {}

    private FamilyUnion() {}

    static CompletionStage<DnsAnswer<InetAddress>> of(
            CompletionStage<DnsAnswer<Inet6Address>> ipv6, CompletionStage<DnsAnswer<Inet4Address>> ipv4) {
        return half(ipv6).thenCombine(half(ipv4), FamilyUnion::union).thenCompose(Function.identity());
    }

    private static <T extends InetAddress> CompletionStage<Half> half(CompletionStage<DnsAnswer<T>> stage) {
        return stage.handle(Half::new);
    }

    private static CompletionStage<DnsAnswer<InetAddress>> union(Half one, Half two) {
        List<List<? extends InetAddress>> families = new ArrayList<>();
        boolean validated = true;
        boolean isThere = false;
        String name = "";
        @Nullable Throwable failure = null;
        for (Half half : List.of(one, two)) {
            DnsAnswer<? extends InetAddress> answer = half.answer();
            if (answer == null) {
                failure = half.failure();
                continue;
            }
            families.add(answer.records());
            name = name.isEmpty() || answer.isFound() ? answer.name() : name;
            validated &= answer.validated();
            isThere |= answer.status() != Status.NO_NAME;
        }
        List<InetAddress> addresses = inTurns(families);
        if (addresses.isEmpty() && failure != null) {
            return CompletableFuture.failedFuture(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
        Status status = !addresses.isEmpty() ? Status.FOUND : isThere ? Status.NO_RECORDS : Status.NO_NAME;
        return CompletableFuture.completedFuture(
                new DnsAnswer<>(status, addresses, validated && failure == null, name));
    }

    private static List<InetAddress> inTurns(List<List<? extends InetAddress>> families) {
        List<InetAddress> addresses = new ArrayList<>();
        int longest = families.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<? extends InetAddress> family : families) {
                if (i < family.size()) {
                    addresses.add(family.get(i));
                }
            }
        }
        return addresses;
    }
}
