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
        check.read(message).get(30, TimeUnit.SECONDS);
        return check.findings().summary();
    }

    @Test
    void aFailureOfWhoReadsIsAResult() throws Exception {
        for (Throwable failure : List.of(new StackOverflowError(), new IllegalStateException())) {
            assertThat(summary(begun(), failing(failure))).startsWith("spf=none dkim=permerror");
        }
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
