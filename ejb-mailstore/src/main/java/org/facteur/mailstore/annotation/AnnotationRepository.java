package org.facteur.mailstore.annotation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.MailboxId;
import org.jspecify.annotations.Nullable;

/** The annotations of mailboxes and of the server. */
public interface AnnotationRepository {

    /** What an account sees of what is kept with some mailboxes, ascending by name. */
    Map<MailboxId, List<Annotation>> of(AccountId account, Collection<MailboxId> mailboxes, AnnotationQuery query);

    /** How many octets the values of {@link #of} have, by mailbox; of mailboxes that have none, nothing. */
    Map<MailboxId, Long> octets(AccountId account, Collection<MailboxId> mailboxes, AnnotationQuery query);

    /** What an account sees of what is kept with the server, ascending by name. */
    List<Annotation> ofServer(AccountId account, AnnotationQuery query);

    /** What an account sees that has changed, or has been taken away, after mod-sequences of some mailboxes, ascending by name. */
    Map<MailboxId, List<Entry>> changedSince(AccountId account, Map<MailboxId, Long> modSeqs);

    /**
     * Keeps an annotation of a mailbox in the place of the one before, or takes it away; what has been taken away is known for some time.
     *
     * @param modSeq of the change
     */
    void set(AccountId account, MailboxId mailbox, Annotation annotation, long modSeq);

    /** Keeps an annotation of the server in the place of the one before, or takes it away. */
    void setOfServer(AccountId account, Annotation annotation);

    /**
     * How much there is of what an account sees.
     *
     * @param octets of the values
     */
    record Kept(long entries, long octets) {}

    /**
     * How much an account sees.
     *
     * @param mailbox null for the server
     */
    Kept kept(AccountId account, @Nullable MailboxId mailbox, Annotation.Scope scope);

    /** Octets of all values that are kept with the mailboxes of an account. */
    long octets(AccountId owner);

    /** Removes those that an account alone sees. */
    void forget(AccountId account);
}
