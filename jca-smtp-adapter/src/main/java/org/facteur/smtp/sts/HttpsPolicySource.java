package org.facteur.smtp.sts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.facteur.wire.tls.TrustedAuthorities;

/**
 * Policies by HTTPS from the host {@code mta-sts} of each domain (RFC 8461 section 3.3): its certificate has to be right, and what it
 * answers a plain text of bounded size; it sends nobody elsewhere.
 */
public final class HttpsPolicySource implements PolicySource {

    /** The least that RFC 8461 section 3.2 wants a client to take, which is plenty. */
    static final int MOST_OCTETS = 64 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient client;
    private final Function<String, URI> addresses;
    private final Duration patience;

    /** @param port of the hosts */
    public HttpsPolicySource(TrustedAuthorities authorities, int port) {
        this(
                authorities,
                domain -> URI.create(
                        "https://mta-sts." + domain + (port == 443 ? "" : ":" + port) + "/.well-known/mta-sts.txt"),
                PATIENCE);
    }

    HttpsPolicySource(TrustedAuthorities authorities, Function<String, URI> addresses, Duration patience) {
        this.client = HttpClient.newBuilder()
                .sslContext(authorities.clientContext())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
        this.addresses = addresses;
        this.patience = patience;
    }

    @Override
    public CompletionStage<String> fetch(String domain) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(addresses.apply(domain))
                    .timeout(patience)
                    .build();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<HttpResponse<String>> asked = client.sendAsync(request, HttpsPolicySource::body);
        CompletableFuture<String> text =
                asked.thenApply(HttpResponse::body).orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        // The time of the request ends with the header: a body that never ends is broken off, too.
        text.whenComplete((body, failure) -> asked.cancel(true));
        return text;
    }

    private static BodySubscriber<String> body(ResponseInfo answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.statusCode() != OK) {
            return new BoundedText(new IOException("The answer is " + answer.statusCode()));
        }
        return type.matches("(?i)text/plain\\s*(;.*)?")
                ? new BoundedText(MOST_OCTETS)
                : new BoundedText(new IOException("The answer is no plain text"));
    }
}
