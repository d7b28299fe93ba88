package org.facteur.it.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The administration calls of a server, as {@code admin} with HTTP Basic. */
public final class AdminClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final String authorization;

    /** For the server at {@code http://host:port/}. */
    public AdminClient(URI server, String password) {
        this.server = server;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a domain; it must not be there yet. */
    public void createDomain(String name) {
        expect(201, call("POST", "api/v1/domains", "{\"name\":\"" + name + "\"}"));
    }

    /** Adds an account without a quota; its domain must be there. */
    public void createAccount(String address, String password) {
        expect(
                201,
                call(
                        "POST",
                        "api/v1/accounts",
                        "{\"address\":\"%s\",\"password\":\"%s\",\"quotaBytes\":null}".formatted(address, password)));
    }

    /** Puts the mailboxes of an account among the shared ones. */
    public void share(String address) {
        expect(200, call("PATCH", "api/v1/accounts/" + address, "{\"shared\":true}"));
    }

    /** Whether {@code /health/ready} says UP. */
    public boolean isReady() {
        try {
            HttpResponse<String> response = call("GET", "health/ready", "");
            return response.statusCode() == 200 && response.body().contains("UP");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Any call.
     *
     * @param path relative to the server's root
     * @param json the body, empty for none
     */
    public HttpResponse<String> call(String method, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(
                    "%s: %d %s".formatted(response.request().uri(), response.statusCode(), response.body()));
        }
    }
}
