package org.facteur.mailstore.tlsreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports that are posted. */
class ReportPostTest {

    private static final byte[] REPORT = {1, 2, 3};

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final ReportPost post = new ReportPost(address -> true, HttpClient.newBuilder());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                int length = exchange.getRequestBody().readAllBytes().length;
                taken.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " " + length);
                int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
                exchange.getResponseHeaders().set("Location", "/200");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI answering(int status) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + status);
    }

    @Test
    void aReportIsPostedAsItIs() {
        assertThat(post.post(answering(201), REPORT)).isTrue();
        assertThat(taken).containsExactly("POST application/tlsrpt+gzip 3");
    }

    @Test
    void whoRefusesItOrSendsElsewhereHasNotTakenIt() {
        assertThat(post.post(answering(500), REPORT)).isFalse();
        assertThat(post.post(answering(307), REPORT)).isFalse();
        assertThat(taken).hasSize(2);
    }

    @Test
    void whoIsNotThereHasNotTakenIt() {
        URI gone = answering(200);
        server.stop(0);

        assertThat(post.post(gone, REPORT)).isFalse();
        assertThat(post.post(URI.create("https://name.invalid/"), REPORT)).isFalse();
    }

    @Test
    void machinesThatAreNotPublicAreNotTalkedTo() {
        assertThat(new ReportPost().post(answering(200), REPORT)).isFalse();
        assertThat(taken).isEmpty();
    }
}
