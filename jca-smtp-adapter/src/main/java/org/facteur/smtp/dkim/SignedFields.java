package org.facteur.smtp.dkim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of a message that are signed. Those that readers see, or that decide how the body is shown, are named once more than they
 * occur, so that none can be added (RFC 6376 section 5.4.2, 8.15).
 *
 * @param names as {@code h=} names them
 * @param relaxed these fields in their relaxed form, each with its CRLF
 */
record SignedFields(List<String> names, byte[] relaxed) {

    private static final List<String> SEALED = List.of(
            "from",
            "to",
            "cc",
            "subject",
            "date",
            "reply-to",
            "message-id",
            "mime-version",
            "content-type",
            "content-transfer-encoding");

    /** Others may add such fields and do no harm: mailing lists do (RFC 6376 section 5.4.1). */
    private static final List<String> OPEN = List.of(
            "sender",
            "in-reply-to",
            "references",
            "resent-date",
            "resent-from",
            "resent-to",
            "resent-cc",
            "resent-message-id",
            "list-id",
            "list-help",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "list-subscribe",
            "list-post",
            "list-owner",
            "list-archive");

    /** A message that has more of these fields is none that a person or a program wrote in good faith. */
    private static final int MAX_NAMES = 200;

    /** @return empty if there is not exactly one From: which one a reader sees, nobody could say */
    static Optional<SignedFields> of(List<HeaderField> header) {
        return with(header, List.of());
    }

    /** @param others names of fields that are signed, too, as many as there are */
    static Optional<SignedFields> with(List<HeaderField> header, List<String> others) {
        return names(header, others).map(names -> of(header, names));
    }

    private static Optional<List<String>> names(List<HeaderField> header, List<String> others) {
        if (header.stream().filter(field -> field.name().equals("from")).count() != 1) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        Stream.of(SEALED, OPEN, others).flatMap(List::stream).forEach(name -> {
            header.stream().filter(field -> field.name().equals(name)).forEach(field -> names.add(name));
            if (SEALED.contains(name)) {
                names.add(name);
            }
        });
        return names.size() > MAX_NAMES ? Optional.empty() : Optional.of(names);
    }

    /** What {@code h=} names, of fields of one name the last first; a name without a field adds nothing (RFC 6376 section 5.4.2). */
    static SignedFields of(List<HeaderField> header, List<String> names) {
        return new SignedFields(List.copyOf(names), CanonicalForm.RELAXED.octets(selected(header, names)));
    }

    /** The fields that {@code h=} names, in its order. */
    static List<HeaderField> selected(List<HeaderField> header, List<String> names) {
        Map<String, Deque<HeaderField>> left = new HashMap<>();
        header.forEach(field ->
                left.computeIfAbsent(field.name(), name -> new ArrayDeque<>()).push(field));
        List<HeaderField> selected = new ArrayList<>();
        for (String name : names) {
            Deque<HeaderField> fields = left.get(name);
            if (fields != null && !fields.isEmpty()) {
                selected.add(fields.pop());
            }
        }
        return selected;
    }
}
