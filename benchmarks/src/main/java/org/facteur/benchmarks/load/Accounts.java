package org.facteur.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Makes the accounts of the load by Facteur's REST interface. */
final class Accounts {

    private static final int MADE = 201;
    private static final int EXISTS = 409;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String rest;
    private final String authorization;

    /** @param rest {@code http://localhost:8080} */
    Accounts(String rest, String password) {
        this.rest = rest;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Makes those that are not there yet. */
    void make(Target target, int count) throws IOException, InterruptedException {
        post("domains", "{\"name\":\"%s\"}".formatted(Target.DOMAIN));
        for (int i = 0; i < count; i++) {
            post(
                    "accounts",
                    "{\"address\":\"%s\",\"password\":\"%s\"}".formatted(target.address(i), target.password(i)));
        }
    }

    /** Makes something, unless it is there. */
    void post(String collection, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rest + "/api/v1/" + collection))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != MADE && answer.statusCode() != EXISTS) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
    }
}
