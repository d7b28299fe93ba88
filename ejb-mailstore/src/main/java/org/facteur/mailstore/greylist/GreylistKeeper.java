package org.facteur.mailstore.greylist;

import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.persistence.ServerLease;

/** Keeps the greylist small. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class GreylistKeeper {

    private static final System.Logger LOG = System.getLogger(GreylistKeeper.class.getName());

    @Inject
    private Greylist greylist;

    @Inject
    private ServerLease lease;

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*/5", persistent = false, info = "tidy up the greylist")
    public void tidy() {
        if (!lease.isHeld()) {
            return;
        }
        try {
            greylist.tidy(Instant.now());
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Tidying up the greylist is put off: {0}", e.getMessage());
        }
    }
}
