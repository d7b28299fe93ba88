package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.admin.maintenance.Archives;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.account.AccountSummary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.maintenance.MailExport;
import org.jspecify.annotations.Nullable;

/** {@code accounts/export.xhtml}: all mail of an account, to carry away. */
@Named
@RequestScoped
public class ExportAccountView {

    @Inject
    private AccountService accounts;

    @Inject
    private Archives archives;

    @Inject
    private Downloads downloads;

    @Inject
    private Feedback feedback;

    private String address = "";
    private @Nullable AccountSummary account;

    public void load() {
        if (getAccount() == null) {
            feedback.notFound();
        }
    }

    public void exportMaildir() {
        export(MailExport.Format.MAILDIR);
    }

    public void exportMbox() {
        export(MailExport.Format.MBOX);
    }

    private void export(MailExport.Format format) {
        try {
            downloads.send(archives.mail(address, format));
        } catch (AdministrationException refusal) {
            feedback.refused(refusal);
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
}
