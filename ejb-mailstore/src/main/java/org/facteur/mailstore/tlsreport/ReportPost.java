package org.facteur.mailstore.tlsreport;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Posts reports to where domains want them (RFC 8460 section 5.4): to a machine of the public network, whose certificate is right and which sends
 * nobody elsewhere, so that no domain makes this server talk to machines behind it. What it answers is not read.
 */
@ApplicationScoped
public class ReportPost {

    private static final System.Logger LOG = System.getLogger(ReportPost.class.getName());

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECTION = 300;

    private final Predicate<InetAddress> isPublic;
    private final HttpClient client;

    public ReportPost() {
        this(PublicAddress::is, HttpClient.newBuilder());
    }

    /** @param allowed the machines that may be talked to */
    ReportPost(Predicate<InetAddress> allowed, HttpClient.Builder builder) {
        this.isPublic = allowed;
        this.client = builder.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Whether it has been taken; within bounded time. */
    boolean post(URI uri, byte[] compressed) {
        try {
            if (!Arrays.stream(InetAddress.getAllByName(uri.getHost())).allMatch(isPublic)) {
                throw new IOException("it is not in the public network");
            }
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/tlsrpt+gzip")
                    .POST(BodyPublishers.ofByteArray(compressed))
                    .build();
            // The time of the request ends with the header of the answer: a body that never ends is broken off, too.
            CompletableFuture<HttpResponse<Void>> asked = client.sendAsync(request, BodyHandlers.discarding());
            try {
                int status = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode();
                if (status >= FIRST_SUCCESS && status < FIRST_REDIRECTION) {
                    return true;
                }
                throw new IOException("it answers " + status);
            } finally {
                asked.cancel(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | ExecutionException | TimeoutException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.INFO, "A report cannot be posted to {0}: {1}", uri.getHost(), words(e));
            return false;
        }
    }

    private static String words(Exception failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause).lines().findFirst().orElse("");
    }
}
