package org.facteur.imap.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.imap.store.InMemoryMailbox.Message;
import org.jspecify.annotations.Nullable;

/** Puts messages in order, plainly: headers without encoded words, and a conversation has no messages that are missing. */
final class InMemoryOrder {

    private static final Pattern REPLY = Pattern.compile("(re|fwd?): *", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("<([^>]+)>");

    private final List<Entry> entries = new ArrayList<>();
    private final BiFunction<AccountId, Long, List<MessageAnnotation>> annotations;

    /** A message with its place in a tree; one without a message stands for those of one subject. */
    private record Entry(
            @Nullable Message message,
            Envelope envelope,
            @Nullable String references,
            List<Entry> children) {

        Instant sent() {
            if (message == null) {
                return children.get(0).sent();
            }
            return envelope.date() == null
                    ? message.internalDate()
                    : OffsetDateTime.parse(envelope.date(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        }

        String written() {
            return message == null ? children.get(0).written() : String.valueOf(envelope.subject());
        }

        String subject() {
            String subject = new String(written().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return CaseMap.of(REPLY.matcher(subject).replaceAll(""));
        }

        boolean isReply() {
            return REPLY.matcher(written()).lookingAt();
        }
    }

    private static final Comparator<Entry> BY_DATE = Comparator.comparing(Entry::sent);

    /** @param annotations what an account sees of a message with a UID */
    InMemoryOrder(Map<Message, byte[]> messages, BiFunction<AccountId, Long, List<MessageAnnotation>> annotations) {
        this.annotations = annotations;
        messages.forEach((message, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            Matcher references = Pattern.compile("(?im)^References: (.*)$").matcher(text);
            Envelope envelope = PlainScanner.scan(content).envelope();
            entries.add(new Entry(
                    message,
                    envelope,
                    references.find() ? references.group(1) : envelope.inReplyTo(),
                    new ArrayList<>()));
        });
    }

    UidList sorted(List<SortCriterion> order, Relevancy relevancy) {
        Comparator<Entry> comparator = (a, b) -> 0;
        for (SortCriterion criterion : order) {
            Comparator<Entry> next = comparator(criterion.key(), relevancy);
            comparator = comparator.thenComparing(criterion.reverse() ? next.reversed() : next);
        }
        return new UidList(entries.stream()
                .sorted(comparator)
                .mapToInt(entry -> (int) entry.message().uid())
                .toArray());
    }

    private Comparator<Entry> comparator(SortBy by, Relevancy relevancy) {
        if (by instanceof SortBy.AnnotationValueFor annotation) {
            return Comparator.comparing(entry -> value(annotation, entry));
        }
        return comparator((SortKey) by, relevancy);
    }

    private String value(SortBy.AnnotationValueFor wanted, Entry entry) {
        return annotations.apply(wanted.viewer(), entry.message().uid()).stream()
                .filter(each -> each.scope() == wanted.annotation().scope()
                        && each.entry().equals(wanted.annotation().entry()))
                .map(each -> new String(Objects.requireNonNull(each.value()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("")
                .toUpperCase(Locale.ROOT);
    }

    private static Comparator<Entry> comparator(SortKey key, Relevancy relevancy) {
        return switch (key) {
            case RELEVANCY ->
                Comparator.comparing(entry -> -relevancy.of(entry.message().uid()));
            case ARRIVAL -> Comparator.comparing(entry -> entry.message().internalDate());
            case SIZE -> Comparator.comparingLong(entry -> entry.message().size());
            case DATE -> BY_DATE;
            case SUBJECT -> Comparator.comparing(Entry::subject);
            case FROM -> Comparator.comparing(entry -> mailbox(entry.envelope().from()));
            case TO -> Comparator.comparing(entry -> mailbox(entry.envelope().to()));
            case CC -> Comparator.comparing(entry -> mailbox(entry.envelope().cc()));
            case DISPLAYFROM ->
                Comparator.comparing(entry -> name(entry.envelope().from()));
            case DISPLAYTO ->
                Comparator.comparing(entry -> name(entry.envelope().to()));
        };
    }

    private static String mailbox(List<EmailAddress> addresses) {
        return addresses.isEmpty()
                ? ""
                : CaseMap.of(String.valueOf(addresses.get(0).mailbox()));
    }

    private static String name(List<EmailAddress> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        EmailAddress first = addresses.get(0);
        String name = first.name() == null ? first.mailbox() + "@" + first.host() : first.name();
        return CaseMap.of(name);
    }

    MessageThreads bySubject() {
        entries.sort(BY_DATE);
        Map<String, Entry> roots = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Entry root = roots.putIfAbsent(entry.subject(), entry);
            if (root != null) {
                root.children().add(entry);
            }
        }
        return told(List.copyOf(roots.values()));
    }

    MessageThreads byReferences() {
        Map<String, Entry> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(id(entry.envelope().messageId()), entry));
        List<Entry> roots = new ArrayList<>();
        for (Entry entry : entries) {
            Entry parent = byId.get(id(entry.references()));
            (parent == null ? roots : parent.children()).add(entry);
        }
        entries.forEach(entry -> entry.children().sort(BY_DATE));
        return told(bySubject(roots));
    }

    private static List<Entry> bySubject(List<Entry> roots) {
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        roots.forEach(root -> groups.computeIfAbsent(root.subject(), subject -> new ArrayList<>())
                .add(root));
        List<Entry> grouped = new ArrayList<>();
        for (List<Entry> group : groups.values()) {
            group.sort(Comparator.comparing(Entry::isReply).thenComparing(BY_DATE));
            Entry first = group.get(0);
            boolean isHeaded =
                    group.size() == 1 || (!first.isReply() && group.get(1).isReply());
            Entry head = isHeaded ? first : new Entry(null, first.envelope(), null, new ArrayList<>());
            head.children().addAll(group.subList(isHeaded ? 1 : 0, group.size()));
            head.children().sort(BY_DATE);
            grouped.add(head);
        }
        grouped.sort(BY_DATE);
        return grouped;
    }

    /** What stands between the last angle brackets of a field. */
    private static @Nullable String id(@Nullable String field) {
        Matcher ids = ID.matcher(String.valueOf(field));
        String last = null;
        while (ids.find()) {
            last = ids.group(1);
        }
        return last;
    }

    private static MessageThreads told(List<Entry> roots) {
        List<int[]> nodes = new ArrayList<>();
        roots.forEach(root -> tell(root, 0, nodes));
        return new MessageThreads(
                nodes.stream().mapToInt(node -> node[0]).toArray(),
                nodes.stream().mapToInt(node -> node[1]).toArray());
    }

    private static void tell(Entry entry, int depth, List<int[]> nodes) {
        Message message = entry.message();
        nodes.add(new int[] {message == null ? 0 : (int) message.uid(), depth});
        entry.children().forEach(child -> tell(child, depth + 1, nodes));
    }
}
