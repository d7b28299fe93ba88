package org.facteur.mailstore.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Secret;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.mailstore.access.GrantRepository;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.annotation.AnnotationRepository;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainRepository;
import org.facteur.mailstore.domain.Limit;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.message.MessageAnnotationRepository;
import org.facteur.mailstore.persistence.Constraints;
import org.facteur.mailstore.removal.RemovalRepository;
import org.facteur.mailstore.routing.RouteRepository;
import org.facteur.mailstore.security.ScramKeys;

/** Makes, changes and deletes accounts for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class AccountService {

    /** The mailboxes of every new account, beside INBOX. */
    private static final Map<MailboxName, SpecialUse> SPECIAL_MAILBOXES = specialMailboxes();

    private static final int MAX_PASSWORD = 1_000;

    @Inject
    private AccountRepository accounts;

    @Inject
    private DomainRepository domains;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private RemovalRepository removals;

    @Inject
    private GrantRepository grants;

    @Inject
    private RouteRepository routes;

    @Inject
    private AnnotationRepository annotations;

    @Inject
    private MessageAnnotationRepository messageAnnotations;

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<AccountSummary> page(AccountQuery query) {
        return accounts.summaries(query);
    }

    /** How many accounts the query matches, whatever its page. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public long count(AccountQuery query) {
        return accounts.count(query);
    }

    /** @param address in any case */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<AccountSummary> find(String address) {
        return MailAddress.parse(address).flatMap(accounts::summary);
    }

    /**
     * Makes an account with its mailboxes.
     *
     * @param address in any case; its domain is one of this server's
     * @param quota the most it may keep; where it has no limit, its domain's default holds
     * @throws AdministrationException {@code INVALID} with field {@code address}, {@code password}, {@code quotaBytes} or
     *     {@code quotaMessages}; {@code ALREADY_EXISTS}
     */
    public AccountSummary create(String address, Secret password, Quota quota) throws AdministrationException {
        MailAddress parsed = MailAddress.parse(address)
                .orElseThrow(() -> AdministrationException.invalid("address", "This is not an e-mail address."));
        checkPassword(password);
        checkQuota(quota);
        Domain domain = domains.lock(parsed.domain())
                .orElseThrow(() -> AdministrationException.invalid(
                        "address", "The domain " + parsed.domain() + " is not one of this server's."));
        if (accounts.find(parsed).isPresent()) {
            throw alreadyExists(parsed);
        }
        if (routes.exists(parsed.toString())) {
            throw AdministrationException.alreadyExists(
                    "address", "There is an alias or a group " + parsed + " already.");
        }
        MailAccount account = new MailAccount(
                parsed.localPart(),
                domain,
                ScramKeys.of(password),
                quota,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try {
            accounts.add(account);
        } catch (PersistenceException e) {
            if (Constraints.violated(e)) {
                throw alreadyExists(parsed);
            }
            throw e;
        }
        addMailboxes(account);
        return new AccountSummary(
                account.address(), domain.name(), quota, domain.defaultQuota(), 0, 0, true, account.created());
    }

    /** @throws AdministrationException {@code NOT_FOUND}; {@code INVALID} with field {@code password}, {@code quotaBytes} or {@code quotaMessages} */
    public AccountSummary update(String address, AccountChange change) throws AdministrationException {
        MailAccount account = lock(address);
        if (change.password() != null) {
            checkPassword(change.password());
            account.changePassword(ScramKeys.of(change.password()));
        }
        Quota before = account.quota();
        Quota after = new Quota(
                Limit.after(change.quotaBytes(), before.bytes()),
                Limit.after(change.quotaMessages(), before.messages()));
        checkQuota(after);
        account.changeQuota(after);
        if (change.enabled() != null) {
            account.enable(change.enabled());
        }
        if (change.shared() != null) {
            account.share(change.shared());
        }
        if (change.administrator() != null) {
            account.makeAdministrator(change.administrator());
        }
        accounts.flush();
        return MailAddress.parse(address).flatMap(accounts::summary).orElseThrow();
    }

    /**
     * Deletes an account. Its address is free at once; its messages are purged in the background, some at a time, so that
     * deleting a large account holds up nobody.
     *
     * @throws AdministrationException {@code NOT_FOUND}
     */
    public void delete(String address) throws AdministrationException {
        MailAccount account = lock(address);
        AccountId id = account.id();
        Map<MailboxId, Long> noted = messageAnnotations.octetsOf(id);
        mailboxes.lockAll(id, noted.keySet()).stream()
                .filter(mailbox -> !mailbox.account().equals(Optional.of(id)))
                .forEach(mailbox -> mailbox.annotated(-noted.getOrDefault(mailbox.id(), 0L)));
        removals.loseAll(id);
        grants.forget(id);
        annotations.forget(id);
        messageAnnotations.forget(id);
        accounts.remove(account);
    }

    private void addMailboxes(MailAccount account) {
        Mailbox inbox = Mailbox.empty(account.id(), MailboxName.INBOX, null);
        mailboxes.add(inbox);
        account.receiveIn(inbox);
        mailboxes.subscribe(account.id(), MailboxName.INBOX);
        SPECIAL_MAILBOXES.forEach((name, use) -> {
            mailboxes.add(Mailbox.empty(account.id(), name, use));
            mailboxes.subscribe(account.id(), name);
        });
    }

    private MailAccount lock(String address) throws AdministrationException {
        return MailAddress.parse(address)
                .flatMap(parsed -> accounts.lock(List.of(parsed)).stream().findFirst())
                .orElseThrow(() -> AdministrationException.notFound("There is no account of this address."));
    }

    private static AdministrationException alreadyExists(MailAddress address) {
        return AdministrationException.alreadyExists("address", "The account " + address + " exists already.");
    }

    private static void checkPassword(Secret password) throws AdministrationException {
        String text = password.reveal();
        if (text.isEmpty() || text.length() > MAX_PASSWORD) {
            throw AdministrationException.invalid("password", "A password has 1 to " + MAX_PASSWORD + " characters.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw AdministrationException.invalid("password", "A password holds no control characters.");
        }
    }

    private static void checkQuota(Quota quota) throws AdministrationException {
        if (quota.bytes() != null && quota.bytes() < 0) {
            throw AdministrationException.invalid("quotaBytes", "A quota is 0 or more.");
        }
        if (quota.messages() != null && quota.messages() < 0) {
            throw AdministrationException.invalid("quotaMessages", "A quota is 0 or more.");
        }
    }

    private static Map<MailboxName, SpecialUse> specialMailboxes() {
        Map<MailboxName, SpecialUse> mailboxes = new LinkedHashMap<>();
        mailboxes.put(new MailboxName("Drafts"), SpecialUse.DRAFTS);
        mailboxes.put(new MailboxName("Sent"), SpecialUse.SENT);
        mailboxes.put(new MailboxName("Junk"), SpecialUse.JUNK);
        mailboxes.put(new MailboxName("Trash"), SpecialUse.TRASH);
        mailboxes.put(new MailboxName("Archive"), SpecialUse.ARCHIVE);
        return mailboxes;
    }
}
