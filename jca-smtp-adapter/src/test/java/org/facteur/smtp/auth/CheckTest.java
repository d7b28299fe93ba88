package org.facteur.smtp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.facteur.api.content.MessageSource;
import org.facteur.smtp.auth.Checks.Scope;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Rcode;

/** What is found out about messages that are made to disturb. */
@Timeout(60)
class CheckTest {

    private final TestNameServer names = TestNameServer.start();

    @AfterEach
    void close() {
        names.close();
    }

    private Check begun() {
        return new Checks(
                        new CachingDns(DnsSettings.of(names.setting())),
                        "mail.example.test",
                        Duration.ofSeconds(30),
                        Scope.ALL,
                        List.of(),
                        Clock.systemUTC())
                .begin(InetAddress.getLoopbackAddress(), "alice@example.org", "client.example.org");
    }

    private static String summary(Check check, MessageSource message) throws Exception {
        check.read(message, false).get(30, TimeUnit.SECONDS);
        return check.findings().summary();
    }

    @Test
    void aFailureOfWhoReadsIsAResult() throws Exception {
        for (Throwable failure : List.of(new StackOverflowError(), new IllegalStateException())) {
            assertThat(summary(begun(), failing(failure))).startsWith("spf=none dkim=permerror");
        }
    }

    private String summary(String message) throws Exception {
        return summary(begun(), MessageSource.of(message.getBytes(StandardCharsets.US_ASCII)));
    }

    private void rejecting() {
        names.with("_dmarc.example.org. 60 IN TXT \"v=DMARC1\\; p=reject\"");
    }

    @Test
    void whoseMessageItIsIsAskedWhateverElseItsHeaderHolds() throws Exception {
        rejecting();
        String from = "From: a@example.org\r\n";

        for (String header : List.of(
                "no field\r\n" + from,
                from + "no field\r\n",
                "From a Thu Jan 1 10:00:00 1970\r\n" + from,
                " x\r\n" + from)) {
            assertThat(summary(header + "\r\nHello.\r\n")).isEqualTo("spf=none dkim=permerror arc=none dmarc=fail");
            assertThat(summary(header + "ARC-Seal: i=1\r\n\r\nHello.\r\n"))
                    .isEqualTo("spf=none dkim=permerror arc=fail dmarc=fail");
        }
    }

    @Test
    void aHeaderThatIsTooLargeIsNobodys() throws Exception {
        rejecting();
        String from = "From: a@example.org\r\n";

        assertThat(summary("A:\r\n".repeat(1_999) + from + "\r\n")).isEqualTo("spf=none dkim=none arc=none dmarc=fail");
        for (String fill :
                List.of("A:\r\n".repeat(2_000), "A\r\n".repeat(2_000), "A: " + "b".repeat(300_000) + "\r\n")) {
            assertThat(summary(fill + from + "\r\n")).isEqualTo("spf=none dkim=permerror arc=none dmarc=permerror");
        }
    }

    @Test
    void whereEvidenceIsMissingNothingHasFailed() throws Exception {
        rejecting();
        names.failing("s._domainkey.example.org", Rcode.SERVFAIL).failing("s._domainkey.example.com", Rcode.SERVFAIL);
        String signature = "DKIM-Signature: v=1; a=rsa-sha256; d=%s; s=s; h=From; b=YQ==;\r\n"
                + " bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; c=relaxed/relaxed\r\n";
        String from = "From: a@example.org\r\n\r\n";

        assertThat(summary(signature.formatted("example.org") + from))
                .isEqualTo("spf=none dkim=temperror arc=none dmarc=temperror");
        assertThat(summary(signature.formatted("example.com") + from))
                .isEqualTo("spf=none dkim=temperror arc=none dmarc=fail");
        names.failing("example.org", Rcode.SERVFAIL);
        assertThat(summary(from)).isEqualTo("spf=temperror dkim=none arc=none dmarc=temperror");
    }

    /** A message that cannot be read, for a reason that nobody thought of. */
    private static MessageSource failing(Throwable failure) {
        MessageSource text = MessageSource.of("From: a@example.org\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new MessageSource() {
            @Override
            public long size() {
                return text.size();
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    @Override
                    public int read() {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    }
                };
            }
        };
    }
}
