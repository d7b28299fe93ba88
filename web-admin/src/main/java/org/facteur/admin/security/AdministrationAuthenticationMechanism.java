package org.facteur.admin.security;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.Status.NOT_VALIDATED;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.Status.VALID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates every HTTP request: the console by its login form and a session, the REST interface by HTTP Basic
 * (RFC 7617) on each request. The REST interface never looks at a session, so a cookie opens nothing there.
 */
@ApplicationScoped
public class AdministrationAuthenticationMechanism implements HttpAuthenticationMechanism {

    private static final System.Logger LOG = System.getLogger(AdministrationAuthenticationMechanism.class.getName());
    private static final String API = "/api/";

    private final IdentityStoreHandler identityStores;
    private final LoginThrottle throttle;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected AdministrationAuthenticationMechanism() {
        this(null, null);
    }

    @Inject
    public AdministrationAuthenticationMechanism(IdentityStoreHandler identityStores, LoginThrottle throttle) {
        this.identityStores = identityStores;
        this.throttle = throttle;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (pathOf(request).startsWith(API)) {
            return authenticateByBasic(request, response, context);
        }
        if (context.getAuthParameters().getCredential() instanceof UsernamePasswordCredential credential) {
            return logIn(request, credential, context);
        }
        return continueSession(request, response, context);
    }

    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        context.cleanClientSubject();
    }

    private AuthenticationStatus authenticateByBasic(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Optional<UsernamePasswordCredential> credential = BasicCredential.from(request.getHeader("Authorization"));
        if (credential.isEmpty()) {
            if (!context.isProtected()) {
                return context.doNothing();
            }
            Challenge.write(response);
            return AuthenticationStatus.SEND_FAILURE;
        }
        Duration wait = throttle.waitFor(request.getRemoteAddr());
        if (!wait.isZero()) {
            Challenge.writeTooMany(response, wait);
            return AuthenticationStatus.SEND_FAILURE;
        }
        CredentialValidationResult result = validate(request, credential.get());
        if (result.getStatus() == VALID) {
            return context.notifyContainerAboutLogin(result);
        }
        if (result.getStatus() == NOT_VALIDATED) {
            Challenge.writeUnavailable(response);
        } else {
            Challenge.write(response);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    private AuthenticationStatus logIn(
            HttpServletRequest request, UsernamePasswordCredential credential, HttpMessageContext context) {
        if (!throttle.waitFor(request.getRemoteAddr()).isZero()) {
            return refuse(request, LoginPage.Reason.SLOWED);
        }
        CredentialValidationResult result = validate(request, credential);
        if (result.getStatus() != VALID) {
            return refuse(
                    request,
                    result.getStatus() == NOT_VALIDATED ? LoginPage.Reason.UNAVAILABLE : LoginPage.Reason.REFUSED);
        }
        rememberIn(
                request,
                new Administrator(result.getCallerPrincipal().getName(), Set.copyOf(result.getCallerGroups())));
        return context.notifyContainerAboutLogin(result);
    }

    /** Leaves the reason for {@link LoginPage.Reason#ofRefusal}. */
    private static AuthenticationStatus refuse(HttpServletRequest request, LoginPage.Reason reason) {
        request.setAttribute(LoginPage.REFUSAL_ATTRIBUTE, reason);
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** A session from before the log in keeps its content and loses its id, which others may know. */
    private static void rememberIn(HttpServletRequest request, Administrator administrator) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        request.getSession().setAttribute(Administrator.SESSION_ATTRIBUTE, administrator);
    }

    private static AuthenticationStatus continueSession(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Administrator administrator = administratorOf(request);
        if (administrator != null) {
            return context.notifyContainerAboutLogin(administrator.name(), administrator.groups());
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        response.setHeader("Cache-Control", "no-store");
        return context.redirect(
                request.getContextPath() + LoginPage.askedFor(request).path());
    }

    private static @Nullable Administrator administratorOf(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(Administrator.SESSION_ATTRIBUTE) instanceof Administrator known
                ? known
                : null;
    }

    private CredentialValidationResult validate(HttpServletRequest request, UsernamePasswordCredential credential) {
        CredentialValidationResult result = identityStores.validate(credential);
        if (result.getStatus() == VALID) {
            throttle.succeeded(request.getRemoteAddr());
        } else if (result.getStatus() != NOT_VALIDATED) {
            throttle.failed(request.getRemoteAddr());
            LOG.log(System.Logger.Level.WARNING, "Administrator login refused, from {0}", request.getRemoteAddr());
        }
        return result;
    }

    private static String pathOf(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
