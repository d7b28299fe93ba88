package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.facteur.smtp.spf.SpfResult.Verdict;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.facteur.wire.dns.MailExchanger;
import org.facteur.wire.dns.TlsaRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is a result, too. */
@Timeout(10)
class EvaluationFaultsTest {

    /** Answers questions for records, and fails at all others. */
    private record FaultyDns(Supplier<CompletionStage<DnsAnswer<String>>> records) implements Dns {

        static FaultyDns with(String record) {
            return new FaultyDns(() -> CompletableFuture.completedFuture(
                    new DnsAnswer<>(DnsAnswer.Status.FOUND, List.of(record), false, "example.org")));
        }

        @Override
        public CompletionStage<DnsAnswer<String>> texts(String name) {
            return records.get();
        }

        @Override
        public CompletionStage<DnsAnswer<Inet4Address>> ipv4(String name) {
            throw new StackOverflowError();
        }

        @Override
        public CompletionStage<DnsAnswer<Inet6Address>> ipv6(String name) {
            throw new StackOverflowError();
        }

        @Override
        public CompletionStage<DnsAnswer<MailExchanger>> mailExchangers(String domain) {
            return CompletableFuture.failedFuture(new IllegalStateException(domain));
        }

        @Override
        public CompletionStage<DnsAnswer<String>> names(InetAddress address) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<DnsAnswer<TlsaRecord>> tlsa(String name) {
            throw new IllegalStateException();
        }
    }

    private static SpfResult ask(Dns dns, String sender) throws Exception {
        SpfQuestion question = SpfQuestion.of(InetAddress.getByName("192.0.2.1"), sender, "mail.example.org");
        return new Evaluation(dns, question).run().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "mx", "ptr", "exists:%{d}", "exists:%{p}.example.org"})
    void aFaultOfATermIsNoAnswerNow(String term) throws Exception {
        assertThat(ask(FaultyDns.with("v=spf1 " + term + " -all"), "a@example.org"))
                .isEqualTo(new SpfResult(Verdict.TEMPERROR, "not evaluated"));
    }

    @Test
    void aFaultBeforeThereIsARecordIsNoAnswerNow() throws Exception {
        Dns dns = new FaultyDns(() -> {
            throw new IllegalStateException();
        });

        assertThat(ask(dns, "a@example.org").verdict()).isEqualTo(Verdict.TEMPERROR);
    }

    @Test
    void aDomainOfThousandsOfLabelsIsNone() throws Exception {
        assertThat(ask(FaultyDns.with("v=spf1 +all"), "a@" + "x.".repeat(100_000) + "org"))
                .isEqualTo(SpfResult.of(Verdict.NONE));
    }
}
