package org.facteur.admin.console;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.facteur.admin.security.LoginPage;
import org.jspecify.annotations.Nullable;

/** {@code login.xhtml}: a name and a password open a session and lead to the page that was asked for. */
@Named
@RequestScoped
public class LoginView {

    @Inject
    private SecurityContext security;

    private @Nullable String name;
    private @Nullable String password;
    private @Nullable String target;
    private @Nullable String reason;

    /**
     * Makes the page stateless before anything asks for a session, so that a visitor costs no memory; and spares it to
     * whoever is logged in already.
     */
    public void open() throws IOException {
        FacesContext.getCurrentInstance().getViewRoot().setTransient(true);
        if (security.getCallerPrincipal() != null) {
            goTo(page(LoginPage.Reason.NEW).target());
        }
    }

    public void logIn() throws IOException {
        ExternalContext http = FacesContext.getCurrentInstance().getExternalContext();
        HttpServletRequest request = (HttpServletRequest) http.getRequest();
        AuthenticationStatus status = security.authenticate(
                request,
                (HttpServletResponse) http.getResponse(),
                withParams()
                        .credential(new UsernamePasswordCredential(
                                name == null ? "" : name, password == null ? "" : password)));
        LoginPage page = page(LoginPage.Reason.ofRefusal(request));
        goTo(status == AuthenticationStatus.SUCCESS ? page.target() : page.path());
    }

    public LoginPage.Reason getWhy() {
        return LoginPage.Reason.of(reason);
    }

    /** Whether the page has bad news, which a screen reader says at once. */
    public boolean isRefused() {
        return switch (getWhy()) {
            case NEW, EXPIRED, LEFT -> false;
            case REFUSED, SLOWED, UNAVAILABLE -> true;
        };
    }

    private LoginPage page(LoginPage.Reason why) {
        return new LoginPage(target == null ? LoginPage.HOME : target, why);
    }

    private static void goTo(String path) throws IOException {
        ExternalContext http = FacesContext.getCurrentInstance().getExternalContext();
        http.redirect(http.getRequestContextPath() + path);
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason;
    }
}
