package org.facteur.mailstore.removal;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.message.Restoration;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.removal.RemovalRepository.Placed;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the owner of an account has removed, and puts it back. Many messages are restored in steps, as they were removed:
 * what fails may have restored some, each of them whole.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(AdministrationBoundary.class)
public class RemovedMessageService {

    /** The most messages that can be named in one request. */
    public static final int MAX_NAMED = 1_000;

    /** Messages that a search looks at before it answers with what it has found. */
    static final int MAX_SEARCHED = 2_000;

    private static final int PAGE = 200;
    private static final int REMOVALS = 100;

    @Inject
    private AccountRepository accounts;

    @Inject
    private RemovalRepository removals;

    @Inject
    private Restoration restoration;

    @Inject
    private OwnTransaction transaction;

    /** @throws AdministrationException {@code NOT_FOUND} if there is no such account */
    public RemovedPage list(String address, RemovedQuery query) throws AdministrationException {
        AccountId account = find(address);
        List<RemovedMessage> found = new ArrayList<>();
        RemovedPosition after = query.after();
        boolean isSearch = !query.subject().isEmpty() || !query.sender().isEmpty();
        int page = isSearch ? PAGE : query.count();
        for (int searched = 0; searched < MAX_SEARCHED; searched += page) {
            List<Placed> candidates = removals.messages(account, query.selection(), after, page + 1);
            for (Placed candidate : candidates.subList(0, Math.min(page, candidates.size()))) {
                after = candidate.position();
                if (matches(candidate.message(), query)) {
                    found.add(candidate.message());
                }
                if (found.size() == query.count()) {
                    boolean isLast =
                            after.equals(candidates.get(candidates.size() - 1).position());
                    return new RemovedPage(found, isLast ? null : after);
                }
            }
            if (candidates.size() <= page) {
                return new RemovedPage(found, null);
            }
        }
        return new RemovedPage(found, after);
    }

    private static boolean matches(RemovedMessage message, RemovedQuery query) {
        return contains(message.subject(), query.subject()) && contains(message.sender(), query.sender());
    }

    private static boolean contains(String text, String part) {
        return part.isEmpty() || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /**
     * Restores messages, each with a new UID, without {@code \Deleted} and otherwise with the flags and the date that it had.
     *
     * @param ids at most {@link #MAX_NAMED}
     * @param into where to; null for the mailbox that each was in, which is made again if it is gone
     * @return how many could be restored
     * @throws AdministrationException {@code NOT_FOUND} if there is no such account, or none of the messages can be had back;
     *     {@code OVER_QUOTA}; {@code INVALID} with field {@code mailbox}
     */
    public long restore(String address, Collection<RemovedMessageId> ids, @Nullable MailboxName into)
            throws AdministrationException {
        AccountId account = find(address);
        Map<Long, UidSet.Builder> named = new TreeMap<>();
        ids.forEach(id -> named.computeIfAbsent(id.uidValidity(), origin -> new UidSet.Builder())
                .add(id.uid()));
        return carryOut(() -> {
            MessageTotals totals = MessageTotals.NONE;
            for (Map.Entry<Long, UidSet.Builder> origin : named.entrySet()) {
                UidSet uids = origin.getValue().build();
                totals = totals.plus(
                        transaction.call(() -> removals.totals(account, new MailboxId(origin.getKey()), uids)));
            }
            checkRoom(account, totals);
            long restored = 0;
            for (Map.Entry<Long, UidSet.Builder> origin : named.entrySet()) {
                MailboxId mailbox = new MailboxId(origin.getKey());
                UidSet uids = origin.getValue().build();
                restored += transaction.call(() -> {
                    MailAccount owner = restoration.lock(account);
                    return restoration.restore(owner, removals.lock(account, mailbox, uids), uids, into);
                });
            }
            return restored;
        });
    }

    /**
     * As {@link #restore}, all of a selection.
     *
     * @return how many have been restored
     */
    public long restoreAll(String address, RemovedSelection selection, @Nullable MailboxName into)
            throws AdministrationException {
        AccountId account = find(address);
        UidSet all = UidSet.range(1, UidSet.MAX_UID);
        return carryOut(() -> {
            checkRoom(account, transaction.call(() -> removals.totals(account, selection)));
            long restored = 0;
            boolean isDone = false;
            while (!isDone) {
                long step = transaction.call(() -> {
                    MailAccount owner = restoration.lock(account);
                    List<Removal> some = removals.lockSome(account, selection, REMOVALS);
                    return some.isEmpty() ? -1 : restoration.restore(owner, some, all, into);
                });
                isDone = step < 0;
                restored += Math.max(0, step);
            }
            return restored;
        });
    }

    private void checkRoom(AccountId account, MessageTotals totals) throws MailStoreException {
        transaction.call(() -> {
            restoration.checkRoom(account, totals);
            return totals;
        });
    }

    private static long carryOut(OwnTransaction.Work<Long> work) throws AdministrationException {
        try {
            long restored = work.run();
            if (restored == 0) {
                throw AdministrationException.notFound("None of these messages can be had back any more.");
            }
            return restored;
        } catch (MailStoreException e) {
            throw refusal(e);
        }
    }

    private static AdministrationException refusal(MailStoreException failure) {
        return switch (failure.reason()) {
            case UNAVAILABLE -> throw new StoreUnavailableException(failure);
            case OVER_QUOTA -> AdministrationException.overQuota("The account has no room for these messages.");
            case NO_SUCH_MAILBOX -> AdministrationException.notFound("The account has been deleted.");
            default -> AdministrationException.invalid("mailbox", failure.getMessage() + ".");
        };
    }

    private AccountId find(String address) throws AdministrationException {
        return MailAddress.parse(address)
                .flatMap(accounts::find)
                .map(MailAccount::id)
                .orElseThrow(() -> AdministrationException.notFound("There is no account of this address."));
    }
}
