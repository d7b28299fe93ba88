package org.facteur.mailstore.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.history.Fate;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.history.RecipientFate;
import org.facteur.mailstore.message.WrittenContent;

/**
 * Has the history write down what became of messages. Of those that nobody gets it takes only so many in an hour: each of them costs the
 * client a whole message, but nothing here.
 */
@ApplicationScoped
public class Passages {

    @Inject
    @ConfigProperty(name = "facteur.history.refusals", defaultValue = "1000")
    private int refusals;

    @Inject
    private History history;

    private final HourlyCount refused = new HourlyCount();

    /** The id of one more message in the history. */
    long begin() throws MailStoreException {
        return history.begin();
    }

    void record(Passage passage, Collection<Edition> editions, List<RecipientFate> fates) {
        if (!editions.isEmpty() && isWrittenDown(fates)) {
            record(passage, editions.iterator().next().content(), fates);
        }
    }

    private void record(Passage passage, WrittenContent content, List<RecipientFate> fates) {
        history.taken(passage.id(), passage.origin(), passage.message(), content, fates);
    }

    private boolean isWrittenDown(List<RecipientFate> fates) {
        return fates.stream().anyMatch(each -> each.fate() != Fate.REFUSED) || refused.add(1, refusals, Instant.now());
    }

    void refused(Passage passage, Collection<Edition> editions, List<RecipientDecision> decisions) {
        record(passage, editions, passage.refused(decisions));
    }

    /** The message waits for all of these. */
    void queued(Passage passage, WrittenContent content, List<RcptTo> recipients) {
        record(passage, content, recipients.stream().map(RecipientFate::queued).toList());
    }
}
