package org.facteur.smtp.dmarc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.facteur.smtp.dkim.HeaderField;
import org.facteur.wire.dns.Dns;

/** Asks the domains of authors for what they publish. Safe for use by several threads. */
public final class Dmarc {

    /** Names that one walk asks for; of longer ones those in the middle are left out. */
    private static final int MAX_STEPS = 8;

    private final Dns dns;
    private final Duration patience;

    /** @param patience after which there is no answer */
    public Dmarc(Dns dns, Duration patience) {
        this.dns = dns;
        this.patience = patience;
    }

    /**
     * Asks for the domain of a message's author, and for those that may belong to the same organization.
     *
     * @param others domains that may stand behind the message, in A-labels and lower case
     * @return never fails, and is done in bounded time on a thread that must not be held
     */
    public CompletableFuture<DmarcCheck> ask(List<HeaderField> header, Collection<String> others) {
        Optional<String> author = Author.domain(header);
        if (author.isEmpty()) {
            return CompletableFuture.completedFuture(DmarcCheck.UNKNOWN_AUTHOR);
        }
        Map<String, CompletableFuture<Walk>> walks = new LinkedHashMap<>();
        for (String other : others) {
            if (!other.equals(author.get()) && isNear(other, author.get())) {
                // One that has no answer must not be a way to leave the author's domain without one.
                walks.computeIfAbsent(other, domain -> inTime(walk(domain), new Walk(domain, List.of())));
            }
        }
        CompletableFuture<Optional<Walk>> own = inTime(walk(author.get()).thenApply(Optional::of), Optional.empty());
        return CompletableFuture.allOf(walks.values().toArray(CompletableFuture[]::new))
                .thenCombine(own, (done, walk) -> {
                    if (walk.isEmpty()) {
                        return DmarcCheck.unanswered(author.get());
                    }
                    Map<String, Walk> known = new LinkedHashMap<>();
                    walks.forEach((domain, other) -> known.put(domain, other.join()));
                    return DmarcCheck.of(walk.get(), known);
                });
    }

    private <T> CompletableFuture<T> inTime(CompletableFuture<T> walk, T otherwise) {
        return walk.exceptionally(failure -> otherwise)
                .completeOnTimeout(otherwise, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether two domains may be of one organization: there is none of one label. */
    private static boolean isNear(String domain, String author) {
        String common = lastTwo(author);
        return domain.equals(common) || domain.endsWith("." + common);
    }

    private static String lastTwo(String domain) {
        int last = domain.lastIndexOf('.');
        return last < 0 ? domain : domain.substring(domain.lastIndexOf('.', last - 1) + 1);
    }

    private CompletableFuture<Walk> walk(String domain) {
        return walk(names(domain), 0, new ArrayList<>()).thenApply(steps -> new Walk(domain, steps));
    }

    /** The names from the domain up, the last of one label. */
    private static List<String> names(String domain) {
        List<String> names = new ArrayList<>(List.of(domain));
        String name = domain;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
            name = name.substring(dot + 1);
            names.add(name);
        }
        int tooMany = names.size() - MAX_STEPS;
        if (tooMany > 0) {
            names.subList(1, 1 + tooMany).clear();
        }
        return names;
    }

    private CompletableFuture<List<Walk.Step>> walk(List<String> names, int at, List<Walk.Step> found) {
        if (at == names.size()) {
            return CompletableFuture.completedFuture(found);
        }
        String name = names.get(at);
        return dns.texts("_dmarc." + name).toCompletableFuture().thenCompose(answer -> {
            Optional<DmarcRecord> record = DmarcRecord.of(answer.records());
            record.ifPresent(known -> found.add(new Walk.Step(name, known)));
            boolean isEnd = record.flatMap(DmarcRecord::isPublicSuffix)
                    .filter(isSuffix -> !isSuffix || at > 0)
                    .isPresent();
            return isEnd ? CompletableFuture.completedFuture(found) : walk(names, at + 1, found);
        });
    }
}
