package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.mime.StructureCodec;
import org.facteur.mailstore.persistence.JdbcRows;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is known of messages, a page of them by one statement, outside a transaction. Of messages whose lasting parts are known
 * only the index is asked, which says whether they are still there.
 */
@ApplicationScoped
public class MessageReader {

    private static final String MESSAGE = "SELECT m.uid, m.modseq, m.flags, m.internal_date, m.size, m.content_id";

    private static final String STRUCTURE = ", c.structure";

    /** Of a header that is too long to be kept apart, nothing. */
    private static final String HEADER = ", CASE WHEN c.header_size <= c.head_size AND c.header_size <= "
            + FetchedMessage.MAX_HEADER + " THEN SUBSTRING(c.head FROM 1 FOR CAST(c.header_size AS INTEGER)) END";

    /** Of a message that is not whole in its row, nothing. */
    private static final String CONTENT =
            ", CASE WHEN c.head_size = c.size AND c.size <= " + FetchedMessage.MAX_CONTENT + " THEN c.head END";

    private static final String THREAD = ", " + ThreadIds.ROOT;
    private static final String PREVIEW = ", c.preview";

    private static final String JOIN = " JOIN content c ON c.id = m.content_id";

    /** Attributes that every message has. */
    private static final int ATTRIBUTES = 6;

    @Inject
    private JdbcRows rows;

    @Inject
    private SaveDateRepository saveDates;

    @Inject
    private KnownMessages known;

    @Inject
    private MailboxIndex index;

    /**
     * What is known of some messages, ascending by UID.
     *
     * @throws MailStoreException {@code NO_SUCH_MAILBOX}
     */
    List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts) throws MailStoreException {
        if (parts.isEmpty() || !LastingParts.KINDS.containsAll(parts)) {
            return read(mailbox, uids, parts);
        }
        UidSet.Builder unknown = new UidSet.Builder();
        List<LastingParts> lasting = new ArrayList<>((int) uids.count());
        UidSet.Builder present = new UidSet.Builder();
        uids.forEach(uid -> {
            LastingParts found = known.find(mailbox, uid);
            if (found != null && found.has(parts)) {
                lasting.add(found);
                present.add(uid);
            } else {
                unknown.add(uid);
            }
        });
        UidSet unread = unknown.build();
        List<FetchedMessage> fetched =
                lasting.isEmpty() ? new ArrayList<>() : present(mailbox, present.build(), lasting.iterator(), parts);
        if (!unread.isEmpty()) {
            fetched.addAll(read(mailbox, unread, parts));
            fetched.sort(Comparator.comparingLong(FetchedMessage::uid));
        }
        return fetched;
    }

    /**
     * Those of the messages that are still there, ascending.
     *
     * @param lasting what is known of each of them
     */
    private List<FetchedMessage> present(
            MailboxId mailbox, UidSet uids, Iterator<LastingParts> lasting, Set<FetchPart> parts)
            throws MailStoreException {
        MessageTable present = index.snapshot(mailbox).messages();
        List<FetchedMessage> fetched = new ArrayList<>((int) uids.count());
        uids.forEach(uid -> {
            LastingParts found = lasting.next();
            int at = present.firstFrom(uid);
            if (at < present.size() && present.uid(at) == uid) {
                fetched.add(fetched(mailbox, uid, present.modSeq(at), present.flags(at), found, parts));
            }
        });
        return fetched;
    }

    private FetchedMessage fetched(
            MailboxId mailbox, long uid, long modSeq, long flags, LastingParts lasting, Set<FetchPart> parts) {
        byte[] structure = lasting.structure();
        return new FetchedMessage(
                uid,
                modSeq,
                flags,
                Instant.ofEpochSecond(lasting.internalDate()),
                lasting.size(),
                new ContentId(lasting.content()),
                structure != null && parts.contains(FetchPart.STRUCTURE) ? StructureCodec.decode(structure) : null,
                structure != null && parts.contains(FetchPart.FORMS)
                        ? KnownForms.of(known, mailbox, uid, lasting, structure)
                        : null,
                parts.contains(FetchPart.HEADER) ? lasting.header() : null,
                null,
                null,
                null,
                null);
    }

    private List<FetchedMessage> read(MailboxId mailbox, UidSet uids, Set<FetchPart> parts) {
        boolean withStructure = LastingParts.needsStructure(parts);
        boolean withHeader = parts.contains(FetchPart.HEADER);
        boolean withContent = parts.contains(FetchPart.CONTENT);
        boolean withPreview = parts.contains(FetchPart.PREVIEW);
        boolean withThread = parts.contains(FetchPart.THREAD);
        String from = MESSAGE
                + (withStructure ? STRUCTURE : "")
                + (withHeader ? HEADER : "")
                + (withContent ? CONTENT : "")
                + (withPreview ? PREVIEW : "")
                + (withThread ? THREAD : "")
                + " FROM message m"
                + (parts.stream().anyMatch(MessageReader::isOfContent) ? JOIN : "")
                + " WHERE m.mailbox_id = ? AND m.uid BETWEEN ? AND ?";
        List<FetchedMessage> fetched = new ArrayList<>((int) uids.count());
        for (UidWindow window : UidWindow.of(uids)) {
            List<Long> parameters = new ArrayList<>(List.of(mailbox.value(), window.first(), window.last()));
            List<Long> listed = window.ranges().size() == 1 ? List.of() : padded(window.ranges());
            parameters.addAll(listed);
            SaveDates saved =
                    parts.contains(FetchPart.SAVE_DATE) ? saveDates.find(mailbox, window.first(), window.last()) : null;
            rows.read(
                    from + among(listed.size()) + " ORDER BY m.mailbox_id, m.uid",
                    row -> fetched.add(fetched(mailbox, row, parts, saved)),
                    parameters.toArray());
        }
        return fetched;
    }

    private static boolean isOfContent(FetchPart part) {
        return part != FetchPart.SAVE_DATE;
    }

    /** The UIDs, and the last of them again up to a power of two: so there are few different statements. */
    private static List<Long> padded(List<UidSet.Range> ranges) {
        List<Long> uids = new ArrayList<>();
        for (UidSet.Range range : ranges) {
            for (long uid = range.first(); uid <= range.last(); uid++) {
                uids.add(uid);
            }
        }
        long last = uids.get(uids.size() - 1);
        while (Integer.bitCount(uids.size()) != 1) {
            uids.add(last);
        }
        return uids;
    }

    private static String among(int count) {
        return count == 0 ? "" : " AND m.uid IN (?" + ",?".repeat(count - 1) + ")";
    }

    private FetchedMessage fetched(MailboxId mailbox, ResultSet row, Set<FetchPart> parts, @Nullable SaveDates saved)
            throws SQLException {
        int column = ATTRIBUTES;
        byte @Nullable [] encoded = LastingParts.needsStructure(parts) ? row.getBytes(++column) : null;
        byte @Nullable [] header = parts.contains(FetchPart.HEADER) ? row.getBytes(++column) : null;
        byte @Nullable [] octets = parts.contains(FetchPart.CONTENT) ? row.getBytes(++column) : null;
        String preview = parts.contains(FetchPart.PREVIEW) ? row.getString(++column) : null;
        long uid = row.getLong(1);
        Instant internalDate = Instant.ofEpochSecond(row.getLong(4));
        ContentId content = new ContentId(row.getLong(6));
        String threadId = parts.contains(FetchPart.THREAD) ? ThreadIds.of(row.getString(++column), content) : null;
        long size = row.getLong(5);
        LastingParts lasting = new LastingParts(
                internalDate.getEpochSecond(),
                size,
                content.value(),
                encoded,
                Map.of(),
                parts.contains(FetchPart.HEADER),
                header);
        if (encoded != null || parts.contains(FetchPart.HEADER)) {
            known.add(mailbox, uid, lasting);
        }
        return new FetchedMessage(
                uid,
                row.getLong(2),
                row.getLong(3),
                internalDate,
                size,
                content,
                encoded != null && parts.contains(FetchPart.STRUCTURE) ? StructureCodec.decode(encoded) : null,
                encoded != null && parts.contains(FetchPart.FORMS)
                        ? KnownForms.of(known, mailbox, uid, lasting, encoded)
                        : null,
                header,
                octets,
                threadId,
                preview,
                saved == null ? null : saved.of(uid, internalDate));
    }
}
