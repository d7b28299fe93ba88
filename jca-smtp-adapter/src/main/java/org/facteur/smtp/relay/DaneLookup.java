package org.facteur.smtp.relay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.facteur.wire.dns.TlsaRecord;
import org.facteur.wire.tls.TlsaVerifier;

/** Asks for the TLSA records of servers whose names DNSSEC proves (RFC 7672 section 2.2). */
final class DaneLookup {

    /** What DNS says of a server. */
    sealed interface Dane {

        /** It is to be verified so, under that name. */
        record Usable(TlsaVerifier records, String base) implements Dane {}

        /** It has TLS, and nothing to verify it by. */
        record Useless() implements Dane {}

        /** Nothing that is proven. */
        record Absent() implements Dane {}

        /** Nobody can tell now, and so it gets no mail. */
        record Unknown() implements Dane {}
    }

    private final Dns dns;

    DaneLookup(Dns dns) {
        this.dns = dns;
    }

    /** By host; never fails. */
    CompletionStage<Map<String, Dane>> find(List<Target> targets) {
        Map<String, Dane> found = new ConcurrentHashMap<>();
        CompletableFuture<?>[] asked = targets.stream()
                .map(target -> ask(target, 0)
                        .exceptionally(failure -> new Dane.Unknown())
                        .thenAccept(dane -> found.put(target.host(), dane))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked).thenApply(all -> found);
    }

    /** Under the name at the end of its aliases first, then under its own. */
    private CompletionStage<Dane> ask(Target target, int place) {
        if (place == target.provenNames().size()) {
            return CompletableFuture.completedFuture(new Dane.Absent());
        }
        String base = target.provenNames().get(place);
        return dns.tlsa("_" + target.address().getPort() + "._tcp." + base)
                .thenCompose(answer -> answer.isFound() && answer.validated()
                        ? CompletableFuture.completedFuture(dane(answer, base))
                        : ask(target, place + 1));
    }

    private static Dane dane(DnsAnswer<TlsaRecord> answer, String base) {
        TlsaVerifier records = new TlsaVerifier(answer.records());
        return records.isUseless() ? new Dane.Useless() : new Dane.Usable(records, base);
    }
}
