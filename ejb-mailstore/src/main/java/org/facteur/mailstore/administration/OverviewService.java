package org.facteur.mailstore.administration;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.domain.DomainRepository;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.start.StoreStartup;

/** Shows an administrator the server at a glance. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(AdministrationBoundary.class)
public class OverviewService {

    @Inject
    private DomainRepository domains;

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private StoreStartup startup;

    public Overview overview() {
        MessageTotals totals = mailboxes.totals();
        return new Overview(
                domains.count(),
                accounts.count(),
                totals.messages(),
                totals.size(),
                startup.database(),
                Optional.ofNullable(OverviewService.class.getPackage().getImplementationVersion())
                        .orElse("development"),
                startup.dataFolder(),
                startup.started());
    }
}
