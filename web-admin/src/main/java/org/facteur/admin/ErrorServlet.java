package org.facteur.admin;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.facteur.admin.rest.Problem;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Answers for requests that failed: a page in the reader's language, or a problem document (RFC 9457) below
 * {@code /api}. It uses neither Faces nor a session, since these may be what failed, and since anybody can ask for what
 * is not there. The container dispatches here; clients cannot ask for this address.
 */
@WebServlet("/WEB-INF/error")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String EXPIRED = "jakarta.faces.application.ViewExpiredException";
    private static final Set<String> LANGUAGES = Set.of("en", "fr");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (unavailable(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
        String failed = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (failed.startsWith(request.getContextPath() + "/api/")) {
            response.setContentType(Problem.MEDIA_TYPE);
            write(response, Problem.of(response.getStatus()).toJson());
        } else {
            response.setContentType("text/html;charset=UTF-8");
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'");
            write(response, page(request, response.getStatus()));
        }
    }

    private String page(HttpServletRequest request, int status) throws IOException {
        Locale language = supported(request);
        ResourceBundle texts = ResourceBundle.getBundle("org.facteur.admin.messages", language);
        boolean expired = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                && failure.getClass().getName().equals(EXPIRED);
        String key = "error." + (expired ? "expired" : status);
        String known = texts.containsKey(key) ? key : "error.500";
        return template()
                .replace("{language}", language.getLanguage())
                .replace("{context}", request.getContextPath())
                .replace("{title}", texts.getString(known))
                .replace("{words}", texts.getString(known + ".words"))
                .replace("{next}", texts.getString("error.next"));
    }

    /** Whether it failed because the database does not answer; Faces and EL wrap what a view throws. */
    private static boolean unavailable(@Nullable Object failure) {
        for (Throwable cause = failure instanceof Throwable thrown ? thrown : null;
                cause != null;
                cause = cause.getCause()) {
            if (cause instanceof StoreUnavailableException) {
                return true;
            }
        }
        return false;
    }

    private String template() throws IOException {
        try (InputStream template = getServletContext().getResourceAsStream("/WEB-INF/error.html")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Locale supported(HttpServletRequest request) {
        return Collections.list(request.getLocales()).stream()
                .filter(locale -> LANGUAGES.contains(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private static void write(HttpServletResponse response, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(octets.length);
        response.getOutputStream().write(octets);
    }
}
