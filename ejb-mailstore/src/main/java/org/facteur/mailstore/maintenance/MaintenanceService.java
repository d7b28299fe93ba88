package org.facteur.mailstore.maintenance;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.mailbox.MailboxService;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.message.MessageService;
import org.facteur.mailstore.start.StoreStartup;

/** Maintenance of the store that runs, for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(AdministrationBoundary.class)
public class MaintenanceService {

    @Resource(lookup = StoreStartup.DATA_SOURCE)
    private DataSource dataSource;

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxService mailboxes;

    @Inject
    private MessageService messages;

    @Inject
    private ContentService contents;

    @Inject
    @ConfigProperty(name = "facteur.message.size", defaultValue = "52428800")
    private String messageSize;

    /** As {@link Backup#write}. */
    public void backup(OutputStream out, Progress progress) throws SQLException, IOException {
        new Backup(dataSource, StoreStartup.version()).write(out, progress);
    }

    /** As {@link StoreCheck}. */
    public void check(boolean repair, Consumer<Finding> findings, Progress progress) throws SQLException {
        new StoreCheck(dataSource, repair, findings, progress).run();
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    public AccountId account(String address) throws AdministrationException {
        return MailAddress.parse(address)
                .flatMap(accounts::find)
                .map(MailAccount::id)
                .orElseThrow(() -> AdministrationException.notFound("There is no account of this address."));
    }

    /** As {@link MailExport#write}. */
    public void export(AccountId account, MailExport.Format format, OutputStream out)
            throws IOException, MailStoreException {
        new MailExport(mail(account)).write(format, out);
    }

    /** As {@link MailImport#read}. */
    public ImportReport read(AccountId account, Path file, Progress progress) throws IOException, MailStoreException {
        return new MailImport(mail(account), Long.parseLong(messageSize)).read(file, progress);
    }

    private AccountMail mail(AccountId account) {
        return new AccountMail() {
            @Override
            public List<MailboxListing> list() throws MailStoreException {
                return mailboxes.listOwn(account);
            }

            @Override
            public MailboxSnapshot select(MailboxName name) throws MailStoreException {
                return mailboxes.select(account, name);
            }

            @Override
            public List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts)
                    throws MailStoreException {
                return messages.fetch(account, mailbox, uids, parts);
            }

            @Override
            public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
                return contents.read(ranges);
            }

            @Override
            public void append(MailboxName mailbox, AppendMessage message) throws MailStoreException {
                messages.append(account, mailbox, List.of(message));
            }

            @Override
            public void create(MailboxName name) throws MailStoreException {
                mailboxes.createOwn(account, name);
            }

            @Override
            public void subscribe(MailboxName name) throws MailStoreException {
                mailboxes.subscribe(account, name, true);
            }
        };
    }
}
