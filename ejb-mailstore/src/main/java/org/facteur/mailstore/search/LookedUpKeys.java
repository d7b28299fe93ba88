package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.message.MessageAnnotationRepository;
import org.facteur.mailstore.message.ThreadIds;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.text.SubstringSearch;

/**
 * Replaces what a search asks about and only the database knows, identifiers (RFC 8474 section 6) and annotations (RFC 5257 section
 * 4.8), by the messages that have it: one statement for each such key.
 */
@ApplicationScoped
public class LookedUpKeys {

    private static final String BY_CONTENT =
            "SELECT m.uid FROM message m WHERE m.mailbox_id = ? AND m.content_id = ? ORDER BY m.uid";

    private static final String ROOTS = "SELECT m.uid, m.content_id, " + ThreadIds.ROOT
            + " FROM message m JOIN content c ON c.id = m.content_id WHERE m.mailbox_id = ? ORDER BY m.uid";

    private static final String ANNOTATED = "SELECT uid, path, octets FROM message_annotation"
            + " WHERE mailbox_id = ? AND octets IS NOT NULL AND owner_id IN (?, ?) ORDER BY uid";

    @Inject
    private JdbcRows rows;

    /** The same search, without such keys. */
    public SearchKey resolved(MailboxId mailbox, SearchKey key) {
        return key.map(each -> lookUp(mailbox, each));
    }

    private SearchKey lookUp(MailboxId mailbox, SearchKey key) {
        if (key instanceof SearchKey.EmailId email) {
            UidSet.Builder uids = new UidSet.Builder();
            rows.read(
                    BY_CONTENT,
                    row -> uids.add(row.getLong(1)),
                    mailbox.value(),
                    email.content().value());
            return new SearchKey.Uids(uids.build());
        }
        if (key instanceof SearchKey.ThreadId thread) {
            return new SearchKey.Uids(conversation(mailbox, thread.id()));
        }
        if (key instanceof SearchKey.AnnotatedFor annotated) {
            return new SearchKey.Uids(annotated(mailbox, annotated.viewer(), annotated.annotation()));
        }
        return key;
    }

    /** Reads what every message of the mailbox refers to: as much as a THREAD of it does. */
    private UidSet conversation(MailboxId mailbox, String id) {
        UidSet.Builder uids = new UidSet.Builder();
        rows.read(
                ROOTS,
                row -> {
                    if (ThreadIds.of(row.getString(3), new ContentId(row.getLong(2)))
                            .equals(id)) {
                        uids.add(row.getLong(1));
                    }
                },
                mailbox.value());
        return uids.build();
    }

    private UidSet annotated(MailboxId mailbox, AccountId viewer, SearchKey.Annotated key) {
        SubstringSearch wanted = new SubstringSearch(key.text());
        UidSet.Builder uids = new UidSet.Builder();
        long everybody = MessageAnnotationRepository.EVERYBODY;
        rows.read(
                ANNOTATED,
                row -> {
                    if (key.entries().matches(row.getString(2))
                            && wanted.isIn(new String(row.getBytes(3), StandardCharsets.UTF_8))) {
                        uids.add(row.getLong(1));
                    }
                },
                mailbox.value(),
                key.scopes().contains(Scope.SHARED) ? everybody : viewer.value(),
                key.scopes().contains(Scope.PRIVATE) ? viewer.value() : everybody);
        return uids.build();
    }
}
