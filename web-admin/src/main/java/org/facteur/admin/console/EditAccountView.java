package org.facteur.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.account.AccountChange;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.Limit;
import org.jspecify.annotations.Nullable;

/** {@code accounts/edit.xhtml}: the password, the quotas, and what the account is. */
@Named
@ViewScoped
public class EditAccountView implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private AccountService accounts;

    @Inject
    private Feedback feedback;

    private String address = "";
    private @Nullable String password;
    private final QuotaFields quota = new QuotaFields();
    private boolean enabled;
    private boolean shared;
    private boolean administrator;
    private transient @Nullable AccountSummary account;

    public void load() {
        AccountSummary found = getAccount();
        if (found == null) {
            feedback.notFound();
            return;
        }
        quota.show(found.quota());
        enabled = found.enabled();
        shared = found.shared();
        administrator = found.administrator();
    }

    /** @return where to go next, or null to stay on the form */
    public @Nullable String save() {
        try {
            AccountSummary changed = accounts.update(
                    address,
                    new AccountChange(
                            password == null ? null : new Secret(password),
                            new Limit(quota.getBytes()),
                            new Limit(quota.getMessages()),
                            enabled,
                            shared,
                            administrator));
            feedback.done("account.saved", changed.address());
            return "/admin/accounts?faces-redirect=true";
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
            return null;
        }
    }

    /** What the account is now, or null when there is none of this address. */
    public @Nullable AccountSummary getAccount() {
        if (account == null) {
            account = accounts.find(address).orElse(null);
        }
        return account;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public QuotaFields getQuota() {
        return quota;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isShared() {
        return shared;
    }

    public void setShared(boolean shared) {
        this.shared = shared;
    }

    public boolean isAdministrator() {
        return administrator;
    }

    public void setAdministrator(boolean administrator) {
        this.administrator = administrator;
    }
}
