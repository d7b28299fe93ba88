package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.queue.RelayRoute;
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

    /** @return where to go next, or null to stay on the form */
    public @Nullable String create() {
        return change("relay-route.created", () -> routes.create(domain, host, port, receives));
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        return change("relay-route.saved", () -> routes.update(domain, host, port, receives));
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
}
