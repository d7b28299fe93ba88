package org.facteur.mailstore.message;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AnnotationResult;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;

/**
 * Keeps annotations of messages (RFC 5257). Who may read a mailbox sees them and has its own; {@code n} lets it change those that all
 * share.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class MessageAnnotationService {

    @Inject
    private MailboxAccess access;

    @Inject
    private MessageAnnotationRepository annotations;

    @Inject
    private MessageChanges changes;

    @Inject
    private MessageService messages;

    @Inject
    private OwnTransaction transaction;

    /** As {@link ImapListener#messageAnnotations}. */
    public Map<Long, List<MessageAnnotation>> find(
            AccountId account, MailboxId mailbox, UidSet uids, List<EntryPattern> entries) throws MailStoreException {
        if (uids.count() > ImapListener.MAX_FETCH) {
            throw new IllegalArgumentException(uids.count() + " messages at once");
        }
        access.require(account, mailbox, Right.READ);
        return annotations.find(account, mailbox, uids, entries);
    }

    /** As {@link ImapListener#changedAnnotations}. */
    public ChangedAnnotations changed(AccountId account, MailboxId mailbox, long since, long upTo, long afterUid)
            throws MailStoreException {
        access.require(account, mailbox, Right.READ);
        return annotations.changed(account, mailbox, since, upTo, afterUid);
    }

    /** As {@link ImapListener#annotateMessages}. */
    public AnnotationResult annotate(
            AccountId account, MailboxId mailbox, UidSet uids, List<MessageAnnotation> changed, long unchangedSince)
            throws MailStoreException {
        check(changed);
        boolean shared = changed.stream().anyMatch(each -> each.scope() == Scope.SHARED);
        access.require(account, mailbox, Right.READ);
        if (shared) {
            access.require(account, mailbox, Right.ANNOTATE);
        }
        UidSet modified = UidSet.EMPTY;
        Set<Long> modSeqs = new HashSet<>();
        for (Iterator<UidSet> steps = messages.steps(mailbox, uids, 0); steps.hasNext(); ) {
            UidSet step = steps.next();
            AnnotationResult result =
                    transaction.call(() -> changes.annotate(account, mailbox, step, changed, unchangedSince));
            modified = modified.union(result.modified());
            modSeqs.addAll(result.modSeqs());
        }
        return new AnnotationResult(modified, modSeqs);
    }

    /** What every annotation is that is stored. */
    static void check(List<MessageAnnotation> annotations) throws MailStoreException {
        for (MessageAnnotation annotation : annotations) {
            byte[] value = annotation.value();
            if (!MessageAnnotation.isLegal(annotation.entry())) {
                throw new MailStoreException(Reason.NOT_ALLOWED, "An annotation cannot have such a name");
            }
            if (value != null && value.length > MessageAnnotation.MAX_VALUE) {
                throw new MailStoreException(Reason.LIMIT_REACHED, "The value of an annotation is too long");
            }
        }
    }
}
