package org.facteur.admin.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.maintenance.MailExport;
import org.facteur.mailstore.maintenance.MaintenanceService;
import org.facteur.mailstore.maintenance.Progress;

/** The archives that an administrator can carry away; each that is made is a line of the log. */
@ApplicationScoped
public class Archives {

    private static final System.Logger LOG = System.getLogger(Archives.class.getName());

    @Inject
    private MaintenanceService maintenance;

    /** The whole store, as {@link MaintenanceService#backup}. */
    public Archive backup() {
        return logged(new Archive("facteur-" + LocalDate.now(ZoneId.systemDefault()) + ".zip", out -> {
            try {
                maintenance.backup(out, Progress.SILENT);
            } catch (SQLException e) {
                throw new IOException("The database does not answer: " + e.getMessage(), e);
            }
        }));
    }

    /**
     * All mail of an account, as {@link MaintenanceService#export}.
     *
     * @throws AdministrationException {@code NOT_FOUND}
     */
    public Archive mail(String address, MailExport.Format format) throws AdministrationException {
        AccountId account = maintenance.account(address);
        return logged(new Archive(address.replaceAll("[^A-Za-z0-9.@_-]", "_") + ".zip", out -> {
            try {
                maintenance.export(account, format, out);
            } catch (MailStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
        }));
    }

    private static Archive logged(Archive archive) {
        return new Archive(archive.name(), out -> {
            LOG.log(System.Logger.Level.INFO, "An administrator carries away {0}", archive.name());
            archive.content().writeTo(out);
        });
    }
}
