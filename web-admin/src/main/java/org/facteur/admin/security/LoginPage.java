package org.facteur.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The login page, with what it has to know.
 *
 * @param target the console page to show after the login, below the context root
 * @param reason why the page is shown
 */
public record LoginPage(String target, Reason reason) {

    /** Why somebody sees the login page. */
    public enum Reason {
        /** No session yet. */
        NEW,
        /** The browser's session is not known, or no longer. */
        EXPIRED,
        /** The administrator has logged out. */
        LEFT,
        /** The name or the password was wrong. */
        REFUSED,
        /** Too many have been wrong: {@link LoginThrottle}. */
        SLOWED,
        /** Nobody can tell, since the database does not answer. */
        UNAVAILABLE;

        /** @return the reason that the page's address gives, in lower case there; {@code NEW} if it gives none of these */
        public static Reason of(@Nullable String name) {
            for (Reason reason : values()) {
                if (reason.inAddress().equals(name)) {
                    return reason;
                }
            }
            return NEW;
        }

        /** Why this request's login was not accepted. */
        public static Reason ofRefusal(HttpServletRequest request) {
            return request.getAttribute(REFUSAL_ATTRIBUTE) instanceof Reason reason ? reason : REFUSED;
        }

        private String inAddress() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a login leads when nothing else was asked for. */
    public static final String HOME = "/admin/";

    static final String REFUSAL_ATTRIBUTE = LoginPage.class.getName();

    private static final String PATH = "/admin/login";
    private static final int LONGEST_TARGET = 1024;

    /** A target that is no page of this console is the overview: a login must not lead to another site. */
    public LoginPage {
        target = leadsIntoTheConsole(target) ? target : HOME;
    }

    static LoginPage askedFor(HttpServletRequest request) {
        String page = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        boolean forgotten = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
        return new LoginPage(query == null ? page : page + "?" + query, forgotten ? Reason.EXPIRED : Reason.NEW);
    }

    /** The page's path and query, below the context root. */
    public String path() {
        StringBuilder path = new StringBuilder(PATH);
        if (reason != Reason.NEW) {
            path.append("?reason=").append(reason.inAddress());
        }
        if (!target.equals(HOME)) {
            path.append(reason == Reason.NEW ? "?" : "&")
                    .append("target=")
                    .append(URLEncoder.encode(target, StandardCharsets.UTF_8));
        }
        return path.toString();
    }

    private static boolean leadsIntoTheConsole(String target) {
        if (target.length() > LONGEST_TARGET || !target.startsWith(HOME)) {
            return false;
        }
        try {
            String path = URI.create(target).normalize().getPath();
            return path.startsWith(HOME) && !path.startsWith(PATH);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
