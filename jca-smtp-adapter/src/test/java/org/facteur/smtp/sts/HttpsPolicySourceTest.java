package org.facteur.smtp.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.facteur.wire.tls.TestAuthority;
import org.facteur.wire.tls.TestAuthority.Issued;
import org.facteur.wire.tls.TrustedAuthorities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies from web servers, good ones and others. */
class HttpsPolicySourceTest {

    private static final String TEXT = "version: STSv1\n";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private TestAuthority authority;
    private HttpsServer server;

    @BeforeEach
    void authority() {
        authority = TestAuthority.in(folder);
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(Issued identity, Answer answer) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        JdkSslContext tls = (JdkSslContext) SslContextBuilder.forServer(
                        identity.file().toFile(), identity.key().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    private String fetch() throws Exception {
        int port = server.getAddress().getPort();
        HttpsPolicySource source = new HttpsPolicySource(
                TrustedAuthorities.fromFile(authority.file()),
                domain -> URI.create("https://localhost:" + port + "/.well-known/" + domain),
                Duration.ofSeconds(3));
        return source.fetch("mta-sts.txt").toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    private void expectNone(String why) {
        assertThatThrownBy(this::fetch).isInstanceOf(ExecutionException.class).hasStackTraceContaining(why);
    }

    @Test
    void aPolicyIsFetched() throws Exception {
        serve(authority.issue("localhost"), exchange -> say(exchange, 200, "text/plain; charset=utf-8", TEXT));

        assertThat(fetch()).isEqualTo(TEXT);
    }

    @Test
    void nobodyIsSentElsewhere() throws Exception {
        serve(authority.issue("localhost"), exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            say(exchange, exchange.getRequestURI().getPath().equals("/elsewhere") ? 200 : 301, "text/plain", TEXT);
        });

        expectNone("The answer is 301");
    }

    @Test
    void whatIsNoPlainTextIsNoPolicy() throws Exception {
        serve(authority.issue("localhost"), exchange -> say(exchange, 200, "text/html", TEXT));

        expectNone("no plain text");
    }

    @Test
    void anAnswerHasAnEnd() throws Exception {
        serve(authority.issue("localhost"), exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(much);
            }
        });

        expectNone("more than 65536 octets");
    }

    @Test
    void whoIsSilentIsNotWaitedFor() throws Exception {
        serve(authority.issue("localhost"), exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('v');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        expectNone("TimeoutException");
    }

    @Test
    void whoeverAnswersHasToBeTheHost() throws Exception {
        serve(authority.issue("other.test"), exchange -> say(exchange, 200, "text/plain", TEXT));

        expectNone("SSLHandshakeException");
    }

    @Test
    void whoeverVouchesForItHasToBeTrusted() throws Exception {
        serve(
                TestAuthority.in(folder.resolve("other")).issue("localhost"),
                exchange -> say(exchange, 200, "text/plain", TEXT));

        expectNone("SSLHandshakeException");
    }
}
