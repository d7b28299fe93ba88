package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.message.MailboxLocks.Pair;
import org.facteur.mailstore.removal.Removal;

/**
 * Takes the annotations of messages along when something happens to these, within the transaction and under the locks of its caller;
 * where a mailbox has none, that is nothing at all.
 */
@ApplicationScoped
public class MessageAnnotations {

    @Inject
    private MessageAnnotationRepository annotations;

    /** Sets annotations of messages, with a mod-sequence that these have got already. */
    void set(AccountId account, Mailbox mailbox, UidSet uids, List<MessageAnnotation> changes, long modSeq)
            throws MailStoreException {
        long before = mailbox.annotationOctets() == 0 ? 0 : annotations.octets(mailbox.id(), uids);
        for (MessageAnnotation change : changes) {
            annotations.set(account, mailbox.id(), uids, change, modSeq);
        }
        if (annotations.exceeds(mailbox.id(), uids)) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "A message would have too many annotations");
        }
        annotated(mailbox, annotations.octets(mailbox.id(), uids) - before);
    }

    /** Adds the annotations with which messages are stored. */
    void appended(AccountId account, Mailbox mailbox, List<AppendMessage> messages, long firstUid, long modSeq)
            throws MailStoreException {
        Map<Long, List<MessageAnnotation>> added = new HashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            List<MessageAnnotation> each = messages.get(i).annotations();
            if (!each.isEmpty()) {
                added.put(firstUid + i, each);
            }
        }
        if (!added.isEmpty()) {
            annotations.add(account, mailbox.id(), added, modSeq);
            UidSet uids = UidSet.range(firstUid, firstUid + messages.size() - 1);
            annotated(mailbox, annotations.octets(mailbox.id(), uids));
        }
    }

    /**
     * Copies what an account sees (RFC 5257 section 4.6); {@link #checkRoom} comes when all has been done.
     *
     * @param uids exactly those of the messages that have been copied
     * @param rights of the account in the target
     */
    void copied(AccountId account, Pair pair, UidSet uids, long firstUid, Rights rights) {
        if (pair.source().annotationOctets() == 0) {
            return;
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (rights.has(Right.READ)) {
            scopes.add(Scope.PRIVATE);
        }
        if (rights.has(Right.ANNOTATE)) {
            scopes.add(Scope.SHARED);
        }
        Mailbox target = pair.target();
        target.annotated(annotations.copy(
                account, pair.source().id(), uids, target.id(), firstUid, scopes, target.highestModSeq()));
    }

    /** @throws MailStoreException {@code OVER_QUOTA} if the annotations of the target are more than its owner may have */
    void checkRoom(Pair pair) throws MailStoreException {
        Mailbox target = pair.target();
        Mailbox source = pair.source();
        Optional<AccountId> owner = target.account();
        if (target.annotationOctets() == 0 || owner.isEmpty()) {
            return;
        }
        boolean isOwn = source != target && source.account().equals(owner);
        long touched = target.annotationOctets() + (isOwn ? source.annotationOctets() : 0);
        if (touched + annotations.octets(owner.get(), List.of(target.id(), source.id()))
                > MessageAnnotation.MAX_OF_ACCOUNT) {
            throw new MailStoreException(Reason.OVER_QUOTA, "The account has no room for these annotations");
        }
    }

    /** Messages have gone for good. */
    void removed(Mailbox mailbox, UidSet uids) {
        if (mailbox.annotationOctets() > 0) {
            mailbox.annotated(-annotations.octets(mailbox.id(), uids));
            annotations.remove(mailbox.id(), uids);
        }
    }

    /** Messages have gone into a removal. */
    void putAway(Mailbox mailbox, UidSet uids, Removal removal) {
        if (mailbox.annotationOctets() > 0) {
            mailbox.annotated(-annotations.octets(mailbox.id(), uids));
            annotations.putAway(mailbox.id(), uids, removal);
        }
    }

    /** Messages are about to come back from removals; there is room for what is kept with them. */
    void restoring(Collection<Removal> removals, UidSet uids, Mailbox target, long firstUid, long modSeq) {
        target.annotated(annotations.restore(removals, uids, target.id(), firstUid, modSeq));
    }

    private void annotated(Mailbox mailbox, long octets) throws MailStoreException {
        mailbox.annotated(octets);
        if (octets > 0) {
            checkRoom(new Pair(mailbox, mailbox));
        }
    }
}
