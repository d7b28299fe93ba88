package org.facteur.mailstore.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.message.Envelope;
import org.facteur.api.search.SortBy.AnnotationValueFor;
import org.facteur.mailstore.message.MessageAnnotationRepository;
import org.facteur.mailstore.mime.CorruptStructureException;
import org.facteur.mailstore.mime.StructureCodec;
import org.facteur.mailstore.persistence.Rows;
import org.facteur.mailstore.text.AddressText;

/** Reads from the database what was computed at delivery: no content of a message. */
@ApplicationScoped
public class JpaOrderRepository implements OrderRepository {

    private static final String RANGE = " FROM message m JOIN content c ON c.id = m.content_id"
            + " WHERE m.mailbox_id = ?1 AND m.uid >= ?2 AND m.uid < ?3 ORDER BY m.mailbox_id, m.uid";

    private static final String CONVERSATIONS =
            "SELECT m.uid, c.sent, c.base_subject, c.reply, c.message_id, c.reference_ids" + RANGE;

    /** Octets of a structure within which most envelopes end. */
    private static final int ENVELOPE = 4 << 10;

    private static final String STRUCTURES =
            "SELECT m.uid, SUBSTRING(c.structure FROM 1 FOR " + ENVELOPE + "), m.content_id" + RANGE;

    private static final String ANNOTATIONS = "SELECT uid, SUBSTRING(octets FROM 1 FOR "
            + AnnotationValueFor.MAX_OCTETS + ") FROM message_annotation WHERE mailbox_id = ?1 AND owner_id = ?2"
            + " AND path = ?3 AND octets IS NOT NULL";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public List<ConversationRow> conversations(MailboxId mailbox, long from, long below) {
        List<ConversationRow> conversations = new ArrayList<>();
        for (Object[] row : Rows.of(query(CONVERSATIONS, mailbox, from, below))) {
            conversations.add(new ConversationRow(
                    Rows.number(row[0]),
                    row[1] == null ? null : Rows.number(row[1]),
                    (String) row[2],
                    (Boolean) row[3],
                    (String) row[4],
                    (String) row[5]));
        }
        return conversations;
    }

    @Override
    public List<AddressRow> addresses(MailboxId mailbox, long from, long below) {
        List<AddressRow> addresses = new ArrayList<>();
        for (Object[] row : Rows.of(query(STRUCTURES, mailbox, from, below))) {
            Envelope envelope = envelope(Rows.octets(row[1]), Rows.number(row[2]));
            addresses.add(new AddressRow(
                    Rows.number(row[0]),
                    AddressText.mailbox(envelope.from()),
                    AddressText.mailbox(envelope.to()),
                    AddressText.mailbox(envelope.cc()),
                    AddressText.display(envelope.from()),
                    AddressText.display(envelope.to())));
        }
        return addresses;
    }

    @Override
    public Map<Long, String> annotations(MailboxId mailbox, AnnotationValueFor annotation) {
        boolean shared = annotation.annotation().scope() == Annotation.Scope.SHARED;
        Query query = entityManager
                .createNativeQuery(ANNOTATIONS)
                .setParameter(1, mailbox.value())
                .setParameter(
                        2,
                        shared
                                ? MessageAnnotationRepository.EVERYBODY
                                : annotation.viewer().value())
                .setParameter(3, annotation.annotation().entry());
        Map<Long, String> values = new HashMap<>();
        Rows.of(query)
                .forEach(row ->
                        values.put(Rows.number(row[0]), new String(Rows.octets(row[1]), StandardCharsets.UTF_8)));
        return values;
    }

    private Query query(String sql, MailboxId mailbox, long from, long below) {
        return entityManager
                .createNativeQuery(sql)
                .setParameter(1, mailbox.value())
                .setParameter(2, from)
                .setParameter(3, below);
    }

    /** The envelope of a message to thousands is read as a whole: there are few of those. */
    private Envelope envelope(byte[] beginning, long content) {
        try {
            return StructureCodec.decodeEnvelope(beginning);
        } catch (CorruptStructureException e) {
            return entityManager
                    .createQuery("SELECT c.structure FROM StoredContent c WHERE c.id = :id", byte[].class)
                    .setParameter("id", content)
                    .getResultStream()
                    .findFirst()
                    .map(StructureCodec::decodeEnvelope)
                    .orElseThrow(() -> e);
        }
    }
}
