package org.facteur.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.message.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads an address list (RFC 5322 sections 3.4 and 4.4) into the form that ENVELOPE has (RFC 3501 section 7.4.2).
 *
 * <p>Whatever a field holds gives a list. What stands where an address should be, but has no {@code @}, is an address with an
 * empty host; words before an address without angle brackets are its name.
 */
public final class AddressSyntax {

    /** Elements of the longest list; the others are dropped. */
    static final int MAX_ADDRESSES = 10_000;

    private static final String WORD_ENDS = "<>@,:;\"";
    private static final EmailAddress GROUP_END = new EmailAddress(null, null, null, null);

    private final FieldCursor cursor;
    private final TextBudget budget;
    private final List<EmailAddress> addresses = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private boolean full;
    private boolean inGroup;

    /**
     * An atom or a quoted string.
     *
     * @param apart whether white space or a comment stands before it
     */
    private record Word(String text, boolean apart) {}

    private AddressSyntax(String value, TextBudget budget) {
        this.cursor = new FieldCursor(value);
        this.budget = budget;
    }

    /** @param value an unfolded field body */
    public static List<EmailAddress> addresses(String value) {
        return addresses(value, new TextBudget());
    }

    static List<EmailAddress> addresses(String value, TextBudget budget) {
        return new AddressSyntax(value, budget).list();
    }

    private List<EmailAddress> list() {
        while (!full && !cursor.atEnd()) {
            element();
        }
        endGroup();
        return addresses;
    }

    /** One of {@code address / group / ";" / ","}. */
    private void element() {
        words.clear();
        cursor.takeComment();
        phrase();
        switch (cursor.peek()) {
            case '<' -> angleAddress();
            case '@' -> bareAddress();
            case ':' -> beginGroup();
            default -> {
                if (!words.isEmpty()) {
                    add(cursor.takeComment(), null, text(0, words.size()), "");
                }
                if (cursor.peek() == ';') {
                    endGroup();
                }
                if (!cursor.atEnd()) {
                    cursor.skip();
                }
            }
        }
    }

    /** Words up to a delimiter. */
    private void phrase() {
        boolean apart = cursor.cfws();
        while (!cursor.atEnd()) {
            String word;
            if (cursor.peek() == '"') {
                word = cursor.quotedString();
            } else {
                word = cursor.until(WORD_ENDS);
                if (word.isEmpty()) {
                    return;
                }
            }
            words.add(new Word(word, apart));
            apart = cursor.cfws();
        }
    }

    private String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (Word word : words.subList(from, to)) {
            text.append(word.apart() && !text.isEmpty() ? " " : "").append(word.text());
        }
        return text.toString();
    }

    /** {@code [display-name] "<" [obs-route] addr-spec ">"} */
    private void angleAddress() {
        cursor.skip();
        cursor.takeComment();
        String name = words.isEmpty() ? null : text(0, words.size());
        String route = route();
        words.clear();
        phrase();
        String mailbox = localPart(0);
        String host = cursor.accept('@') ? domain() : "";
        closeAngle();
        cursor.cfws();
        String comment = cursor.takeComment();
        add(name == null ? comment : name, route, mailbox, host);
        skipToDelimiter();
    }

    /** {@code obs-route = *("," / CFWS) "@" domain *("," [CFWS] ["@" domain]) ":"} */
    private @Nullable String route() {
        cursor.cfws();
        if (cursor.peek() != '@') {
            return null;
        }
        StringBuilder route = new StringBuilder();
        while (cursor.accept('@')) {
            route.append(route.isEmpty() ? "@" : ",@").append(domain());
            do {
                cursor.cfws();
            } while (cursor.accept(','));
        }
        return cursor.accept(':') ? route.toString() : "@".contentEquals(route) ? null : route.toString();
    }

    private void closeAngle() {
        while (!cursor.atEnd() && !cursor.accept('>')) {
            if (cursor.peek() == ',' || cursor.peek() == ';') {
                return;
            }
            cursor.skip();
        }
    }

    /** An address without brackets: the last word, with the dots that obsolete syntax sets apart, is the local part. */
    private void bareAddress() {
        int start = Math.max(words.size() - 1, 0);
        while (start > 0 && continuesLocalPart(start)) {
            start--;
        }
        String name = start > 0 ? text(0, start) : null;
        String mailbox = localPart(start);
        cursor.skip();
        cursor.takeComment();
        String host = domain();
        cursor.cfws();
        String comment = cursor.takeComment();
        add(name == null ? comment : name, null, mailbox, host);
        skipToDelimiter();
    }

    /** Whether the word belongs to the one before it: {@code john . doe} is one local part. */
    private boolean continuesLocalPart(int index) {
        Word word = words.get(index);
        return !word.apart()
                || word.text().startsWith(".")
                || words.get(index - 1).text().endsWith(".");
    }

    private String localPart(int from) {
        StringBuilder mailbox = new StringBuilder();
        words.subList(from, words.size()).forEach(word -> mailbox.append(word.text()));
        return mailbox.toString();
    }

    /** {@code domain = dot-atom / domain-literal / obs-domain} */
    private String domain() {
        StringBuilder domain = new StringBuilder();
        cursor.cfws();
        while (!cursor.atEnd()) {
            String part = cursor.peek() == '[' ? literal() : cursor.until("<>@,:;\"[");
            if (part.isEmpty()) {
                break;
            }
            domain.append(part);
            cursor.takeComment();
            boolean separated = cursor.cfws();
            if (separated && !part.endsWith(".") && cursor.peek() != '.') {
                break;
            }
        }
        return domain.toString();
    }

    private String literal() {
        StringBuilder literal = new StringBuilder();
        while (!cursor.atEnd()) {
            char next = cursor.peek();
            cursor.skip();
            if (next != ' ' && next != '\t') {
                literal.append(next);
            }
            if (next == ']') {
                break;
            }
        }
        return literal.toString();
    }

    /** {@code display-name ":"}; within a group a colon is nothing. */
    private void beginGroup() {
        cursor.skip();
        if (!inGroup) {
            inGroup = true;
            add(null, null, text(0, words.size()), null);
        }
    }

    private void endGroup() {
        if (inGroup) {
            inGroup = false;
            addresses.add(GROUP_END);
        }
    }

    private void skipToDelimiter() {
        while (!cursor.atEnd() && cursor.peek() != ',' && cursor.peek() != ';') {
            if (cursor.peek() == '"') {
                cursor.quotedString();
            } else if (!cursor.cfws()) {
                cursor.skip();
            }
        }
    }

    private void add(@Nullable String name, @Nullable String route, String mailbox, @Nullable String host) {
        int octets = length(name) + length(route) + mailbox.length() + length(host);
        full = addresses.size() >= MAX_ADDRESSES || !budget.take(octets + TextBudget.ELEMENT);
        if (!full) {
            addresses.add(new EmailAddress(name, route, mailbox, host));
        }
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
