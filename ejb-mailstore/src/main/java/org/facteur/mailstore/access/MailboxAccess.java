package org.facteur.mailstore.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.api.mailbox.OthersMailbox.Namespace;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;

/**
 * Finds mailboxes by the names that an account has for them, and says what it may do with them: everything with its own, and with
 * those of others what their access control lists say. What it may not look up is not there for it (RFC 4314 section 6).
 */
@ApplicationScoped
public class MailboxAccess {

    private static final int KNOWN_OWNERS = 100_000;

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private GrantRepository grants;

    /** A mailbox has the same owner as long as it is there, and no other mailbox has its id. */
    private final Cache<MailboxId, AccountId> owners =
            Caffeine.newBuilder().maximumSize(KNOWN_OWNERS).build();

    /**
     * Where a name leads to.
     *
     * @param isOwn whether the account that calls it so owns what is there
     */
    public record Place(AccountId owner, MailboxName name, boolean isOwn) {}

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX} for a name in the mailboxes of nobody */
    public Place place(AccountId account, MailboxName name) throws MailStoreException {
        Optional<OthersMailbox> others = OthersMailbox.parse(name);
        if (others.isEmpty()) {
            return new Place(account, name, true);
        }
        AccountId owner = MailAddress.parse(others.get().owner())
                .flatMap(accounts::find)
                .filter(found -> found.isShared() == (others.get().namespace() == Namespace.SHARED))
                .map(MailAccount::id)
                .orElseThrow(MailboxAccess::none);
        return new Place(owner, others.get().name(), owner.equals(account));
    }

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX} */
    public Accessed find(AccountId account, MailboxName name) throws MailStoreException {
        Place place = place(account, name);
        Mailbox mailbox = mailboxes.find(place.owner(), place.name()).orElseThrow(MailboxAccess::none);
        owners.put(mailbox.id(), place.owner());
        Rights rights = place.isOwn() ? Rights.ALL : given(mailbox.id(), account);
        if (rights.isEmpty()) {
            throw none();
        }
        return new Accessed(mailbox, place.owner(), place.name(), rights);
    }

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX}; {@code NOT_PERMITTED} unless the account has all of these rights */
    public Accessed find(AccountId account, MailboxName name, Right... needed) throws MailStoreException {
        Accessed found = find(account, name);
        require(found.rights(), needed);
        return found;
    }

    /** As {@link #find(AccountId, MailboxName, Right...)}; {@code NOT_SELECTABLE} for a name that only has inferiors. */
    public Accessed selectable(AccountId account, MailboxName name, Right... needed) throws MailStoreException {
        Accessed found = find(account, name, needed);
        if (!found.mailbox().isSelectable()) {
            throw new MailStoreException(Reason.NOT_SELECTABLE, "The name holds no messages");
        }
        return found;
    }

    /**
     * What the account may do with a mailbox; all of it, without a question to the database, if it is its own.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}, also when it has no right at all
     */
    public Rights rights(AccountId account, MailboxId mailbox) throws MailStoreException {
        if (owner(mailbox).equals(account)) {
            return Rights.ALL;
        }
        Rights rights = given(mailbox, account);
        if (rights.isEmpty()) {
            throw none();
        }
        return rights;
    }

    /** @throws MailStoreException {@code NO_SUCH_MAILBOX}; {@code NOT_PERMITTED} unless the account has all of these rights */
    public Rights require(AccountId account, MailboxId mailbox, Right... needed) throws MailStoreException {
        Rights rights = rights(account, mailbox);
        require(rights, needed);
        return rights;
    }

    private static void require(Rights rights, Right... needed) throws MailStoreException {
        for (Right right : needed) {
            if (!rights.has(right)) {
                throw rights.has(Right.LOOKUP) ? notPermitted() : none();
            }
        }
    }

    /** Whose mailbox it is, or was. */
    public AccountId owner(MailboxId mailbox) throws MailStoreException {
        AccountId known = owners.getIfPresent(mailbox);
        if (known != null) {
            return known;
        }
        AccountId owner = mailboxes.find(mailbox).flatMap(Mailbox::account).orElseThrow(MailboxAccess::none);
        owners.put(mailbox, owner);
        return owner;
    }

    /**
     * Where the account may make a mailbox of that name: anywhere in its own, and below a mailbox of somebody else in which it has
     * that right.
     *
     * @throws MailStoreException {@code NOT_PERMITTED}, whether or not there is anything of that name; {@code NOT_ALLOWED} for a
     *     name of its own that looks like somebody else's
     */
    public Place placeForNew(AccountId account, MailboxName name) throws MailStoreException {
        if (OthersMailbox.isReserved(name) && OthersMailbox.parse(name).isEmpty()) {
            throw new MailStoreException(Reason.NOT_ALLOWED, "Names here are those of other accounts");
        }
        Place place;
        try {
            place = place(account, name);
        } catch (MailStoreException e) {
            throw e.reason() == Reason.NO_SUCH_MAILBOX ? notPermitted() : e;
        }
        if (!place.isOwn() && !rightsAbove(account, place).has(Right.CREATE)) {
            throw notPermitted();
        }
        return place;
    }

    private Rights rightsAbove(AccountId account, Place place) {
        Optional<Mailbox> superior = superior(place.owner(), place.name());
        return superior.isEmpty() ? Rights.NONE : given(superior.get().id(), account);
    }

    /** The nearest mailbox above a name. */
    private Optional<Mailbox> superior(AccountId owner, MailboxName name) {
        Map<MailboxName, Mailbox> known = new LinkedHashMap<>();
        List<MailboxName> above = new ArrayList<>();
        for (Optional<MailboxName> next = name.parent();
                next.isPresent();
                next = next.get().parent()) {
            above.add(next.get());
        }
        if (above.isEmpty()) {
            return Optional.empty();
        }
        mailboxes.find(owner, above).forEach(mailbox -> known.put(mailbox.name(), mailbox));
        return above.stream().filter(known::containsKey).findFirst().map(known::get);
    }

    /** The mailboxes of others in which the account has any right. */
    public List<SharedMailbox> visibleTo(AccountId account) {
        Map<MailboxId, GrantRepository.Visible> found = new LinkedHashMap<>();
        Map<MailboxId, EffectiveRights> rights = new LinkedHashMap<>();
        for (GrantRepository.Visible line : grants.visibleTo(account)) {
            MailboxId id = line.mailbox().id();
            found.putIfAbsent(id, line);
            rights.computeIfAbsent(id, any -> new EffectiveRights()).with(line.grant());
        }
        List<SharedMailbox> visible = new ArrayList<>();
        found.forEach((id, line) -> {
            Namespace namespace = line.isShared() ? Namespace.SHARED : Namespace.OTHER_USERS;
            new OthersMailbox(namespace, line.owner(), line.mailbox().name())
                    .fullName()
                    .ifPresent(name -> visible.add(new SharedMailbox(
                            name,
                            line.mailbox(),
                            rights.getOrDefault(id, new EffectiveRights()).rights())));
        });
        return visible;
    }

    /** @param name by which the account knows it */
    public record SharedMailbox(MailboxName name, Mailbox mailbox, Rights rights) {}

    private Rights given(MailboxId mailbox, AccountId account) {
        EffectiveRights rights = new EffectiveRights();
        grants.of(mailbox, account).forEach(rights::with);
        return rights.rights();
    }

    public static MailStoreException none() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "There is no such mailbox");
    }

    static MailStoreException notPermitted() {
        return new MailStoreException(Reason.NOT_PERMITTED, "You may not do this with this mailbox");
    }
}
