package org.facteur.imap.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.store.InMemoryMailbox.Message;

/**
 * Whether one message satisfies a search key; text is matched as it stands, in UTF-8.
 *
 * @param annotations what an account sees of it
 */
record InMemorySearch(
        Message message, FlagTable table, byte[] content, Function<AccountId, List<MessageAnnotation>> annotations) {

    boolean matches(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return and.keys().stream().allMatch(this::matches);
        }
        if (key instanceof SearchKey.Or or) {
            return matches(or.left()) || matches(or.right());
        }
        if (key instanceof SearchKey.Not not) {
            return !matches(not.key());
        }
        if (key instanceof SearchKey.AnnotatedFor annotated) {
            SearchKey.Annotated wanted = annotated.annotation();
            return annotations.apply(annotated.viewer()).stream()
                    .filter(each -> wanted.scopes().contains(each.scope()))
                    .filter(each -> wanted.entries().matches(each.entry()))
                    .anyMatch(each -> contains(
                            new String(Objects.requireNonNull(each.value()), StandardCharsets.UTF_8), wanted.text()));
        }
        if (key instanceof SearchKey.Uids uids) {
            return uids.uids().contains(message.uid());
        }
        if (key instanceof SearchKey.Flag flag) {
            return (message.flags() & flag.flag().bit()) != 0;
        }
        if (key instanceof SearchKey.Keyword keyword) {
            return table.bitOf(keyword.name()).stream().anyMatch(bit -> (message.flags() >> bit & 1) == 1);
        }
        if (key instanceof SearchKey.InternalDate date) {
            return compares(
                    date.relation(),
                    message.internalDate().atOffset(ZoneOffset.UTC).toLocalDate(),
                    date.date());
        }
        if (key instanceof SearchKey.SavedDate date) {
            return compares(
                    date.relation(), message.saved().atOffset(ZoneOffset.UTC).toLocalDate(), date.date());
        }
        if (key instanceof SearchKey.SentDate date) {
            return field("date").stream()
                    .map(value -> OffsetDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toLocalDate())
                    .anyMatch(sent -> compares(date.relation(), sent, date.date()));
        }
        if (key instanceof SearchKey.Larger larger) {
            return message.size() > larger.octets();
        }
        if (key instanceof SearchKey.Smaller smaller) {
            return message.size() < smaller.octets();
        }
        if (key instanceof SearchKey.Header header) {
            return field(header.field()).stream().anyMatch(value -> contains(value, header.text()));
        }
        if (key instanceof SearchKey.Body body) {
            return contains(text().substring(headerEnd()), body.text());
        }
        if (key instanceof SearchKey.Text text) {
            return contains(text(), text.text());
        }
        if (key instanceof SearchKey.Fuzzy) {
            return new InMemoryFuzzy(this).score(key) > 0;
        }
        if (key instanceof SearchKey.ModSeq modSeq) {
            return message.modSeq() >= modSeq.atLeast();
        }
        if (key instanceof SearchKey.Older older) {
            return message.internalDate().getEpochSecond() <= Instant.now().getEpochSecond() - older.seconds();
        }
        if (key instanceof SearchKey.Younger younger) {
            return message.internalDate().getEpochSecond() >= Instant.now().getEpochSecond() - younger.seconds();
        }
        if (key instanceof SearchKey.EmailId email) {
            return email.content().equals(message.content());
        }
        if (key instanceof SearchKey.ThreadId thread) {
            return thread.id().equals(threadId(message, content));
        }
        if (key instanceof SearchKey.All) {
            return true;
        }
        throw new IllegalArgumentException("The session has not resolved " + key);
    }

    /** What a key about text looks for. */
    String wanted(SearchKey key) {
        return key instanceof SearchKey.Header header
                ? header.text()
                : key instanceof SearchKey.Body body ? body.text() : ((SearchKey.Text) key).text();
    }

    /** What a key about text looks at. */
    String texts(SearchKey key) {
        return key instanceof SearchKey.Header header
                ? String.join("\n", field(header.field()))
                : key instanceof SearchKey.Body ? text().substring(headerEnd()) : text();
    }

    private static boolean compares(SearchKey.DateRelation relation, LocalDate date, LocalDate wanted) {
        return switch (relation) {
            case BEFORE -> date.isBefore(wanted);
            case ON -> date.equals(wanted);
            case SINCE -> !date.isBefore(wanted);
        };
    }

    private static boolean contains(String text, String wanted) {
        return CaseMap.of(text).contains(CaseMap.of(wanted));
    }

    private String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    private int headerEnd() {
        int end = text().indexOf("\r\n\r\n");
        return end < 0 ? text().length() : end + 2;
    }

    /** The conversation of a message: what it refers to first, or itself. */
    static String threadId(Message message, byte[] content) {
        InMemorySearch search = new InMemorySearch(message, FlagTable.SYSTEM_ONLY, content, viewer -> List.of());
        return Stream.of("references", "in-reply-to", "message-id")
                .flatMap(name -> search.field(name).stream())
                .findFirst()
                .map(ids -> "T" + Integer.toUnsignedString(ids.split(" ")[0].hashCode()))
                .orElse("C" + message.content().value());
    }

    private List<String> field(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return text().substring(0, headerEnd())
                .replaceAll("\r\n[ \t]", " ")
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }
}
