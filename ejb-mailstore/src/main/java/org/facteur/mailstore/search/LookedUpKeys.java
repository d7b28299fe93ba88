package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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
 * 4.8), by the messages that have it: one statement for all keys of each of these.
 */
@ApplicationScoped
public class LookedUpKeys {

    private static final String AMONG = " = ? AND uid BETWEEN ? AND ? ";

    private static final String BY_CONTENT =
            "SELECT uid, content_id FROM message WHERE mailbox_id" + AMONG + "AND content_id IN (";

    private static final String ROOTS = "SELECT m.uid, m.content_id, " + ThreadIds.ROOT
            + " FROM message m JOIN content c ON c.id = m.content_id WHERE m.mailbox_id" + AMONG + "ORDER BY m.uid";

    private static final String ANNOTATED = "SELECT uid, owner_id, path, octets FROM message_annotation"
            + " WHERE mailbox_id" + AMONG + "AND octets IS NOT NULL AND owner_id IN (?, ?) ORDER BY uid";

    @Inject
    private JdbcRows rows;

    /**
     * The same search, without such keys.
     *
     * @param among only these messages matter
     */
    public SearchKey resolved(MailboxId mailbox, UidSet among, SearchKey key) {
        Lookup lookup = new Lookup(mailbox, among, key);
        return lookup.found.isEmpty() ? key : lookup.resolved(key);
    }

    /** What one search asks about. */
    private final class Lookup {

        private final MailboxId mailbox;
        private final UidSet among;
        private final Map<SearchKey, UidSet.Builder> found = new HashMap<>();

        Lookup(MailboxId mailbox, UidSet among, SearchKey key) {
            this.mailbox = mailbox;
            this.among = among;
            key.criteria()
                    .filter(each -> each instanceof SearchKey.EmailId
                            || each instanceof SearchKey.ThreadId
                            || each instanceof SearchKey.AnnotatedFor)
                    .forEach(each -> found.put(each, new UidSet.Builder()));
        }

        SearchKey resolved(SearchKey key) {
            if (!among.isEmpty()) {
                findContents(keys(SearchKey.EmailId.class));
                findConversations(keys(SearchKey.ThreadId.class));
                keys(SearchKey.AnnotatedFor.class).stream()
                        .collect(Collectors.groupingBy(SearchKey.AnnotatedFor::viewer))
                        .forEach(this::findAnnotations);
            }
            return key.map(each -> {
                UidSet.Builder uids = found.get(each);
                return uids == null ? each : new SearchKey.Uids(uids.build());
            });
        }

        private <K extends SearchKey> List<K> keys(Class<K> type) {
            return found.keySet().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }

        private void add(SearchKey key, long uid) {
            Objects.requireNonNull(found.get(key), "key").add(uid);
        }

        private void read(String sql, JdbcRows.Row row, Object... further) {
            List<Object> parameters = new ArrayList<>(List.of(mailbox.value(), among.first(), among.last()));
            parameters.addAll(List.of(further));
            rows.read(sql, row, parameters.toArray());
        }

        private void findContents(List<SearchKey.EmailId> keys) {
            if (!keys.isEmpty()) {
                String contents = keys.stream()
                        .map(key -> String.valueOf(key.content().value()))
                        .collect(Collectors.joining(",", "", ") ORDER BY uid"));
                read(
                        BY_CONTENT + contents,
                        row -> add(new SearchKey.EmailId(new ContentId(row.getLong(2))), row.getLong(1)));
            }
        }

        /** Reads what every message refers to: as much as a THREAD of them does. */
        private void findConversations(List<SearchKey.ThreadId> keys) {
            if (!keys.isEmpty()) {
                read(ROOTS, row -> {
                    SearchKey.ThreadId key =
                            new SearchKey.ThreadId(ThreadIds.of(row.getString(3), new ContentId(row.getLong(2))));
                    if (found.containsKey(key)) {
                        add(key, row.getLong(1));
                    }
                });
            }
        }

        private void findAnnotations(AccountId viewer, List<SearchKey.AnnotatedFor> keys) {
            Map<SearchKey.AnnotatedFor, SubstringSearch> wanted = new HashMap<>();
            keys.forEach(
                    key -> wanted.put(key, new SubstringSearch(key.annotation().text())));
            long everybody = MessageAnnotationRepository.EVERYBODY;
            read(
                    ANNOTATED,
                    row -> {
                        Scope scope = row.getLong(2) == everybody ? Scope.SHARED : Scope.PRIVATE;
                        String path = row.getString(3);
                        for (SearchKey.AnnotatedFor key : keys) {
                            SearchKey.Annotated annotation = key.annotation();
                            if (annotation.scopes().contains(scope)
                                    && annotation.entries().matches(path)
                                    && Objects.requireNonNull(wanted.get(key), "text")
                                            .isIn(new String(row.getBytes(4), StandardCharsets.UTF_8))) {
                                add(key, row.getLong(1));
                            }
                        }
                    },
                    everybody,
                    viewer.value());
        }
    }
}
