package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.RelayRoute;
import org.facteur.mailstore.queue.RelayRouteDraft;
import org.facteur.mailstore.queue.RelayRouteService;
import org.jspecify.annotations.Nullable;

/** {@code routes/create.xhtml}, {@code routes/edit.xhtml} and {@code routes/delete.xhtml}. */
@Named
@ViewScoped
public class RelayRouteView implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int SMTP = 25;

    @Inject
    private RelayRouteService routes;

    @Inject
    private Feedback feedback;

    private String domain = "";
    private String host = "";
    private int port = SMTP;
    private boolean receives;
    private String protocol = "SMTP";
    private String tls = "";
    private boolean tlsAtOnce;
    private String user = "";
    private String password = "";
    private boolean passwordInClear;
    private String source = "";

    /** Shows the one whose domain has been set. */
    public void load() {
        RelayRoute found = routes.find(domain).orElse(null);
        if (found == null) {
            feedback.notFound();
            return;
        }
        host = found.hop().host();
        port = found.hop().port();
        receives = found.receives();
        protocol = found.hop().protocol().name();
        tls = found.hop().tls().map(TlsLevel::word).orElse("");
        tlsAtOnce = found.hop().tlsAtOnce();
        user = found.hop().login().map(HopLogin::user).orElse("");
        passwordInClear = found.hop().login().filter(HopLogin::inTheClear).isPresent();
        source = found.hop().source().map(InetAddress::getHostAddress).orElse("");
    }

    private interface Change {
        void make() throws AdministrationException;
    }

    /** @return where to go next, or null to stay on the page */
    private @Nullable String change(String done, Change change) {
        try {
            change.make();
            feedback.done(done, domain.strip());
            return "/admin/routes?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    /** An empty password is the present one. */
    private RelayRouteDraft draft() {
        return new RelayRouteDraft(
                host,
                port,
                receives,
                Protocol.valueOf(protocol),
                TlsLevel.of(tls),
                tlsAtOnce,
                user,
                Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::new),
                passwordInClear,
                source);
    }

    public List<Protocol> getProtocols() {
        return List.of(Protocol.values());
    }

    /** The words of those that make sense for one server. */
    public List<String> getLevels() {
        return Stream.of(TlsLevel.MAY, TlsLevel.ENCRYPT, TlsLevel.VERIFY, TlsLevel.NONE)
                .map(TlsLevel::word)
                .toList();
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String create() {
        return change("relay-route.created", () -> routes.create(domain, draft()));
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        return change("relay-route.saved", () -> routes.update(domain, draft()));
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String delete() {
        return change("relay-route.deleted", () -> routes.delete(domain));
    }

    public boolean isForAll() {
        return domain.equals(RelayRoute.ALL);
    }

    public String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public boolean isReceives() {
        return receives;
    }

    public void setReceives(boolean receives) {
        this.receives = receives;
    }

    public String getProtocol() {
        return protocol;
    }

    public void setProtocol(String protocol) {
        this.protocol = protocol;
    }

    public String getTls() {
        return tls;
    }

    public void setTls(@Nullable String tls) {
        this.tls = orEmpty(tls);
    }

    public boolean isTlsAtOnce() {
        return tlsAtOnce;
    }

    public void setTlsAtOnce(boolean tlsAtOnce) {
        this.tlsAtOnce = tlsAtOnce;
    }

    public String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = orEmpty(user);
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = orEmpty(password);
    }

    public boolean isPasswordInClear() {
        return passwordInClear;
    }

    public void setPasswordInClear(boolean passwordInClear) {
        this.passwordInClear = passwordInClear;
    }

    public String getSource() {
        return source;
    }

    public void setSource(@Nullable String source) {
        this.source = orEmpty(source);
    }

    /** A field that is left empty is submitted as null. */
    private static String orEmpty(@Nullable String submitted) {
        return submitted == null ? "" : submitted;
    }
}
