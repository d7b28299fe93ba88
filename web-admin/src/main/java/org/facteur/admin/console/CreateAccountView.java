package org.facteur.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.jspecify.annotations.Nullable;

/** {@code accounts/create.xhtml}. */
@Named
@RequestScoped
public class CreateAccountView {

    @Inject
    private AccountService accounts;

    @Inject
    private DomainService domainService;

    @Inject
    private Feedback feedback;

    private List<DomainSummary> domains = List.of();
    private String address = "";
    private String password = "";
    private final QuotaFields quota = new QuotaFields();

    @PostConstruct
    void load() {
        domains = domainService.list();
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String create() {
        try {
            AccountSummary account = accounts.create(address.strip(), new Secret(password), quota.quota());
            feedback.done("account.created", account.address());
            return "/admin/accounts?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    /** An address that could be made here. */
    public String getExample() {
        return "alice@" + (domains.isEmpty() ? "example.test" : domains.get(0).name());
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public QuotaFields getQuota() {
        return quota;
    }
}
