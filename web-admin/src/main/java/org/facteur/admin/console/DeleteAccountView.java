package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.administration.AdministrationException;
import org.jspecify.annotations.Nullable;

/** {@code accounts/delete.xhtml}: asks once more, and says what will be lost. */
@Named
@RequestScoped
public class DeleteAccountView {

    @Inject
    private AccountService accounts;

    @Inject
    private Feedback feedback;

    private String address = "";
    private @Nullable AccountSummary account;

    public void load() {
        account = accounts.find(address).orElse(null);
        if (account == null) {
            feedback.notFound();
        }
    }

    public String delete() {
        try {
            accounts.delete(address);
            feedback.done("account.deleted", address);
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
        }
        return "/admin/accounts?faces-redirect=true";
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable AccountSummary getAccount() {
        return account;
    }
}
