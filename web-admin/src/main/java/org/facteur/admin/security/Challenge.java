package org.facteur.admin.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.facteur.admin.rest.Problem;

/** The answers of the REST interface to a caller that has not proved, or cannot now, to be the administrator (RFC 7617, RFC 9457). */
final class Challenge {

    private static final int TOO_MANY_REQUESTS = 429;

    private Challenge() {}

    static void write(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Facteur\", charset=\"UTF-8\"");
        write(response, Problem.of(HttpServletResponse.SC_UNAUTHORIZED));
    }

    static void writeTooMany(HttpServletResponse response, Duration wait) {
        response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
        write(response, Problem.of(TOO_MANY_REQUESTS));
    }

    static void writeUnavailable(HttpServletResponse response) {
        write(response, Problem.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE));
    }

    private static void write(HttpServletResponse response, Problem problem) {
        byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
    }
}
