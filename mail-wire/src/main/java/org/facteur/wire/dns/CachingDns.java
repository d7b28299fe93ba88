package org.facteur.wire.dns;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.facteur.wire.dns.DnsAnswer.Status;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks recursive name servers, and remembers what they say for as long as they say. Whoever asks what is being asked waits for the
 * same answer; that there was none is not remembered.
 */
public final class CachingDns implements Dns {

    private final NameServers servers;
    private final AsyncCache<Question, Reply> answers;

    public CachingDns(DnsSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    /** @param clock by which answers grow old */
    CachingDns(DnsSettings settings, Ticker clock) {
        this.servers = new NameServers(settings);
        this.answers = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumWeight(settings.cacheOctets())
                .weigher((Question question, Reply reply) -> reply.octets())
                .expireAfter(Expiry.creating((Question question, Reply reply) -> reply.life()))
                .buildAsync();
    }

    @Override
    public CompletionStage<DnsAnswer<Inet4Address>> ipv4(String name) {
        return ask(name, Type.A, ARecord.class, record -> (Inet4Address) record.getAddress());
    }

    @Override
    public CompletionStage<DnsAnswer<Inet6Address>> ipv6(String name) {
        return ask(
                        name,
                        Type.AAAA,
                        AAAARecord.class,
                        record -> record.getAddress() instanceof Inet6Address address
                                ? List.of(address)
                                // An IPv4 address in the form of IPv6 is none that mail could be sent to.
                                : List.<Inet6Address>of())
                .thenApply(CachingDns::flat);
    }

    @Override
    public CompletionStage<DnsAnswer<MailExchanger>> mailExchangers(String domain) {
        return ask(
                domain,
                Type.MX,
                MXRecord.class,
                record -> new MailExchanger(record.getPriority(), hostOf(record.getTarget())));
    }

    @Override
    public CompletionStage<DnsAnswer<String>> texts(String name) {
        return ask(name, Type.TXT, TXTRecord.class, CachingDns::joined);
    }

    @Override
    public CompletionStage<DnsAnswer<String>> names(InetAddress address) {
        return ask(ReverseMap.fromAddress(address), Type.PTR, PTRRecord.class, record -> hostOf(record.getTarget()));
    }

    @Override
    public CompletionStage<DnsAnswer<TlsaRecord>> tlsa(String name) {
        return ask(
                name,
                Type.TLSA,
                TLSARecord.class,
                record -> new TlsaRecord(
                        record.getCertificateUsage(),
                        record.getSelector(),
                        record.getMatchingType(),
                        record.getCertificateAssociationData()));
    }

    private static String hostOf(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static String joined(TXTRecord text) {
        StringBuilder joined = new StringBuilder();
        for (byte[] octets : text.getStringsAsByteArrays()) {
            joined.append(new String(octets, StandardCharsets.ISO_8859_1));
        }
        return joined.toString();
    }

    private <R, T> CompletionStage<DnsAnswer<T>> ask(String text, int type, Class<R> kind, Function<R, T> value) {
        try {
            return ask(name(text), type, kind, value);
        } catch (TextParseException | IllegalArgumentException e) {
            // What cannot be a name is not there.
            return CompletableFuture.completedFuture(new DnsAnswer<>(Status.NO_NAME, List.of(), false, ""));
        }
    }

    private <R, T> CompletionStage<DnsAnswer<T>> ask(Name name, int type, Class<R> kind, Function<R, T> value) {
        Question question = new Question(name, type);
        CompletableFuture<Reply> asked = answers.get(question, (key, executor) -> servers.ask(key));
        return asked.thenCompose(reply -> {
            if (reply instanceof Found found) {
                return CompletableFuture.completedFuture(found.answer(kind, value));
            }
            // The cache would do so as well, but maybe after the caller has asked again.
            answers.asMap().remove(question, asked);
            return CompletableFuture.failedFuture(new DnsException(((Unanswered) reply).sentence()));
        });
    }

    private static Name name(String text) throws TextParseException {
        String ascii = text.chars().allMatch(c -> c < 128) ? text : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
        return Name.fromString(ascii, Name.root);
    }

    private static <T> DnsAnswer<T> flat(DnsAnswer<List<T>> answer) {
        List<T> records = answer.records().stream().flatMap(List::stream).toList();
        return new DnsAnswer<>(
                answer.isFound() && records.isEmpty() ? Status.NO_RECORDS : answer.status(),
                records,
                answer.validated(),
                answer.name());
    }
}
