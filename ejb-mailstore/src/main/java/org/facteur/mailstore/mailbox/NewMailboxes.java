package org.facteur.mailstore.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.mailstore.access.AccessLists;
import org.facteur.mailstore.access.Grant;
import org.facteur.mailstore.access.GrantRepository;
import org.facteur.mailstore.index.MailboxEvents;
import org.jspecify.annotations.Nullable;

/**
 * Makes mailboxes within the transaction of its caller, who holds the lock of the account. Where that is not possible nothing
 * has been done, and the transaction goes on if the caller wants it to.
 */
@ApplicationScoped
public class NewMailboxes {

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private GrantRepository grants;

    @Inject
    private AccessLists lists;

    @Inject
    private MailboxEvents events;

    /** Names of one account. */
    @Inject
    @ConfigProperty(name = "facteur.mailbox.count", defaultValue = "10000")
    private int mostMailboxes;

    /** Levels of one name. */
    @Inject
    @ConfigProperty(name = "facteur.mailbox.depth", defaultValue = "32")
    private int mostLevels;

    /** How many names an account can have, and as many subscriptions. */
    public int mostMailboxes() {
        return mostMailboxes;
    }

    /** As {@link #make(AccountId, MailboxName, SpecialUse)}, for nothing special. */
    public Mailbox make(AccountId account, MailboxName name) throws MailStoreException {
        return make(account, name, null);
    }

    /**
     * Makes a mailbox and the superiors that are missing; who may do what with the mailbox above may do it with the new ones, too.
     *
     * @param use what it is for, if no other mailbox of the account is for that
     * @throws MailStoreException {@code ALREADY_EXISTS}, {@code LIMIT_REACHED}, {@code SPECIAL_USE_TAKEN}
     */
    public Mailbox make(AccountId account, MailboxName name, @Nullable SpecialUse use) throws MailStoreException {
        Optional<Mailbox> known = mailboxes.find(account, name);
        if (known.isPresent() && known.get().isSelectable()) {
            throw exists();
        }
        events.namesChanging(account);
        if (use != null && mailboxes.hasSpecialUse(account, use)) {
            throw new MailStoreException(Reason.SPECIAL_USE_TAKEN, "Another mailbox is for this already");
        }
        if (known.isPresent()) {
            Mailbox mailbox = known.get();
            mailbox.makeSelectable(use);
            return mailbox;
        }
        Optional<Mailbox> superior = makeSuperiors(account, name, 1);
        Mailbox mailbox = Mailbox.empty(account, name, use);
        mailboxes.add(mailbox);
        inherit(List.of(mailbox), superior);
        return mailbox;
    }

    /** @throws MailStoreException {@code LIMIT_REACHED} for a name of too many levels */
    void checkDepth(MailboxName name) throws MailStoreException {
        if (name.value().chars().filter(c -> c == MailboxName.SEPARATOR).count() >= mostLevels) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "A mailbox name has at most " + mostLevels + " levels");
        }
    }

    private void inherit(List<Mailbox> made, Optional<Mailbox> superior) {
        List<Grant> lines = superior.isPresent() ? grants.of(superior.get().id()) : List.of();
        if (superior.isPresent() && !lines.isEmpty()) {
            mailboxes.flush();
            made.forEach(mailbox -> grants.inherit(mailbox.id(), superior.get().id()));
            lists.namesChanging(lines);
        }
    }

    /**
     * Makes those above a name that are missing.
     *
     * @param further how many mailboxes the caller makes beside them
     * @return the mailbox above all that were missing, if there is one
     */
    Optional<Mailbox> makeSuperiors(AccountId account, MailboxName name, int further) throws MailStoreException {
        checkDepth(name);
        List<MailboxName> superiors = new ArrayList<>();
        for (Optional<MailboxName> parent = name.parent();
                parent.isPresent();
                parent = parent.get().parent()) {
            superiors.add(parent.get());
        }
        Map<MailboxName, Mailbox> known = new HashMap<>();
        if (!superiors.isEmpty()) {
            mailboxes.find(account, superiors).forEach(mailbox -> known.put(mailbox.name(), mailbox));
        }
        List<MailboxName> missing =
                superiors.stream().filter(each -> !known.containsKey(each)).toList();
        int more = missing.size() + further;
        if (more > 0 && mailboxes.count(account) + more > mostMailboxes) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The account has too many mailboxes");
        }
        Optional<Mailbox> above =
                superiors.stream().filter(known::containsKey).findFirst().map(known::get);
        List<Mailbox> made = new ArrayList<>();
        for (MailboxName superior : missing) {
            Mailbox mailbox = Mailbox.empty(account, superior, null);
            mailboxes.add(mailbox);
            made.add(mailbox);
        }
        inherit(made, made.isEmpty() ? Optional.empty() : above);
        return above;
    }

    static MailStoreException exists() {
        return new MailStoreException(Reason.ALREADY_EXISTS, "A mailbox of this name exists already");
    }
}
