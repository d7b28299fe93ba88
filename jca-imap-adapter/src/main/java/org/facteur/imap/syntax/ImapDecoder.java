package org.facteur.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey.Sequence.Range;
import org.facteur.imap.ImapCharacter;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.framing.FramedCommand;
import org.facteur.imap.framing.FramedCommand.SpooledLiteral;
import org.facteur.imap.name.ModifiedUtf7;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads one framed command by the rules of RFC 3501 section 9, after which its methods are named. A method that finds
 * something else than its rule consumes nothing and returns null or false; its {@code expect…} twin refuses the command.
 *
 * <p>Texts are octets, one {@code char} an octet, unless a method says otherwise. An answer never repeats what the client
 * sent, which might be a password: it names the position.
 */
final class ImapDecoder {

    /** The most elements of one list in parentheses, and of the arguments that repeat. */
    static final int MAX_LIST = 1_000;

    private static final long MAX_NUMBER = 0xFFFF_FFFFL;

    private final byte[] octets;
    private final List<SpooledLiteral> messages;
    private final boolean complete;
    private final boolean utf8;
    private int at;
    private @Nullable String tag;

    /** @param utf8 whether names and quoted strings are in UTF-8 (RFC 6855 section 3) */
    ImapDecoder(FramedCommand command, boolean utf8) {
        this.octets = command.octets();
        this.messages = command.messages();
        this.complete = command.complete();
        this.utf8 = utf8;
    }

    boolean utf8() {
        return utf8;
    }

    // Failures

    /** The command violates the grammar. */
    ImapSyntaxException bad(String text) {
        return new ImapSyntaxException(tag, Condition.BAD, null, text);
    }

    /** The grammar allows what the command says, and this server never does it. */
    ImapSyntaxException no(ResponseCode code, String text) {
        return new ImapSyntaxException(tag, Condition.NO, code, text);
    }

    private ImapSyntaxException expected(String what) {
        return bad("Expected " + what + " at octet " + (at + 1));
    }

    // Terminals

    boolean sp() {
        return special(' ');
    }

    void expectSp() throws ImapSyntaxException {
        if (!sp()) {
            throw expected("a space");
        }
    }

    /** One character that stands for itself. */
    boolean special(char c) {
        if (!nextIs(c)) {
            return false;
        }
        at++;
        return true;
    }

    /** Characters that stand for themselves, in this case. */
    boolean text(String exact) {
        if (octets.length - at < exact.length()) {
            return false;
        }
        for (int i = 0; i < exact.length(); i++) {
            if (octets[at + i] != exact.charAt(i)) {
                return false;
            }
        }
        at += exact.length();
        return true;
    }

    void expectSpecial(char c) throws ImapSyntaxException {
        if (!special(c)) {
            throw expected("'" + c + "'");
        }
    }

    /** Whether the next character is this one, which is not consumed. */
    boolean nextIs(char c) {
        return at < octets.length && octets[at] == c;
    }

    /** Whether these are the next characters, which are not consumed. */
    boolean nextAre(String characters) {
        for (int i = 0; i < characters.length(); i++) {
            if (at + i >= octets.length || octets[at + i] != characters.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean atEnd() {
        return at == octets.length;
    }

    /** Whether a command that is not complete has come to the message that its client is about to send. */
    boolean atAnnouncement() {
        return !complete && atEnd();
    }

    void expectEnd() throws ImapSyntaxException {
        if (!atEnd()) {
            throw expected("the end of the command");
        }
    }

    // Words

    /** The tag; from here on failures are answered with it. */
    void expectTag() throws ImapSyntaxException {
        String word = word(ImapCharacter::isTagChar);
        if (word == null || !(atEnd() || nextIs(' '))) {
            throw expected("a tag");
        }
        tag = word;
    }

    String tag() {
        if (tag == null) {
            throw new IllegalStateException("The tag has not been read");
        }
        return tag;
    }

    @Nullable
    String atom() {
        return word(ImapCharacter::isAtomChar);
    }

    String expectAtom(String what) throws ImapSyntaxException {
        String atom = atom();
        if (atom == null) {
            throw expected(what);
        }
        return atom;
    }

    /** An atom that the protocol defines, in capitals. */
    String expectKeyword(String what) throws ImapSyntaxException {
        return expectAtom(what).toUpperCase(Locale.ROOT);
    }

    /** This very atom, in any case. */
    boolean keyword(String wanted) {
        int before = at;
        String atom = atom();
        if (atom != null && atom.equalsIgnoreCase(wanted)) {
            return true;
        }
        at = before;
        return false;
    }

    /** Consumes the characters as long as they are of the class; null if there are none. */
    @Nullable
    String word(IntPredicate characters) {
        int start = at;
        while (at < octets.length && characters.test(octets[at])) {
            at++;
        }
        return at == start ? null : text(start, at);
    }

    // Strings

    /** {@code string}: quoted or literal. */
    @Nullable
    String string() throws ImapSyntaxException {
        if (nextIs('"')) {
            String text = quoted();
            if (utf8) {
                decode(text, StandardCharsets.UTF_8);
            }
            return text;
        }
        return nextIs('{') ? literal() : null;
    }

    String expectString(String what) throws ImapSyntaxException {
        String string = string();
        if (string == null) {
            throw expected(what);
        }
        return string;
    }

    /** {@code nstring}: empty for {@code NIL}. */
    Optional<String> expectNstring(String what) throws ImapSyntaxException {
        return keyword("NIL") ? Optional.empty() : Optional.of(expectString(what));
    }

    /** {@code nstring / literal8} (RFC 4466 section 6), which may hold NUL; null for {@code NIL}. */
    @Nullable
    String expectBinaryOrNil(String what) throws ImapSyntaxException {
        if (nextAre("~{")) {
            at++;
        }
        return keyword("NIL") ? null : expectString(what);
    }

    /** {@code list-mailbox} as octets: characters of an atom and wildcards, or a string. */
    String expectPattern(String what) throws ImapSyntaxException {
        String word = word(ImapCharacter::isListChar);
        return word != null ? word : expectString(what);
    }

    /** {@code astring}; {@code NIL} is a name like others here. */
    String expectAstring(String what) throws ImapSyntaxException {
        String word = word(ImapCharacter::isAstringChar);
        return word != null ? word : expectString(what);
    }

    /** {@code astring} as Unicode text; the octets are UTF-8. */
    String expectUnicode(String what) throws ImapSyntaxException {
        return decode(expectAstring(what), StandardCharsets.UTF_8);
    }

    /**
     * {@code astring} that is text to look for. Where quoted strings are in UTF-8, one that is not is taken for ISO 8859-1: Jakarta Mail
     * writes so, and would find nothing beyond US-ASCII at all.
     */
    String expectText(String what, Charset charset) throws ImapSyntaxException {
        if (!utf8 || !nextIs('"')) {
            return decode(expectAstring(what), charset);
        }
        String octets = quoted();
        try {
            return decode(octets, StandardCharsets.UTF_8);
        } catch (ImapSyntaxException e) {
            return octets;
        }
    }

    /** Octets as text in a charset. */
    String decode(String octets, Charset charset) throws ImapSyntaxException {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("Text that is not in " + charset.name() + " before octet " + (at + 1));
        }
    }

    private String quoted() throws ImapSyntaxException {
        at++;
        int start = at;
        boolean escaped = false;
        while (at < octets.length && octets[at] != '"') {
            if (octets[at] == '\\') {
                at++;
                escaped = true;
                if (!nextIs('"') && !nextIs('\\')) {
                    throw bad("Only a quote and a backslash may be escaped, octet " + (at + 1));
                }
            } else if (octets[at] < 0 && !utf8) {
                throw bad("Octets beyond US-ASCII go into a literal, octet " + (at + 1));
            } else if (octets[at] == '\r' || octets[at] == '\n') {
                break;
            }
            at++;
        }
        String text = text(start, at);
        expectSpecial('"');
        return escaped ? unescape(text) : text;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    private String literal() throws ImapSyntaxException {
        long size = expectLiteralHeader();
        if (size > octets.length - at || isSpooled(at)) {
            throw expected("a string");
        }
        int start = at;
        at += (int) size;
        return text(start, at);
    }

    private long expectLiteralHeader() throws ImapSyntaxException {
        expectSpecial('{');
        long size = expectNumber("the size of a literal");
        special('+');
        expectSpecial('}');
        expectSpecial('\r');
        expectSpecial('\n');
        return size;
    }

    private boolean isSpooled(int position) {
        return messages.stream().anyMatch(message -> message.position() == position);
    }

    /**
     * {@code literal / literal8} (RFC 3516 section 7) that holds a message: where the framer has put it, or among the octets of the
     * command.
     */
    MessageSource expectMessage() throws ImapSyntaxException {
        special('~');
        if (!nextIs('{')) {
            throw expected("a literal with the message");
        }
        long size = expectLiteralHeader();
        for (SpooledLiteral message : messages) {
            if (message.position() == at) {
                return message.octets();
            }
        }
        if (size > octets.length - at) {
            throw expected("the message");
        }
        int start = at;
        at += (int) size;
        return new OctetsSource(octets, start, (int) size);
    }

    // Numbers

    /** {@code number}: 0 to 2^32-1. */
    long expectNumber(String what) throws ImapSyntaxException {
        if (!nextIsDigit()) {
            throw expected(what);
        }
        long number = 0;
        while (nextIsDigit()) {
            number = 10 * number + octets[at] - '0';
            if (number > MAX_NUMBER) {
                throw bad("A number has at most 32 bits, octet " + (at + 1));
            }
            at++;
        }
        return number;
    }

    /** {@code nz-number}: 1 to 2^32-1, without leading zeros. */
    long expectNzNumber(String what) throws ImapSyntaxException {
        if (nextIs('0')) {
            throw expected(what + " that is not zero");
        }
        return expectNumber(what);
    }

    /** {@code mod-sequence-valzer}: 0 to 2^63-1 (RFC 7162 section 7). */
    long expectModSeqOrZero() throws ImapSyntaxException {
        if (!nextIsDigit()) {
            throw expected("a mod-sequence");
        }
        long number = 0;
        while (nextIsDigit()) {
            int digit = octets[at] - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                throw bad("A mod-sequence has at most 63 bits, octet " + (at + 1));
            }
            number = 10 * number + digit;
            at++;
        }
        return number;
    }

    /** {@code mod-sequence-value}: 1 to 2^63-1. */
    long expectModSeq() throws ImapSyntaxException {
        long modSeq = expectModSeqOrZero();
        if (modSeq == 0) {
            throw expected("a mod-sequence that is not zero");
        }
        return modSeq;
    }

    /** {@code partial-range}: two numbers of one sign (RFC 9394 section 4). */
    PartialRange expectPartialRange() throws ImapSyntaxException {
        boolean fromEnd = special('-');
        long from = expectNzNumber("the place of a result");
        expectSpecial(':');
        if (fromEnd) {
            expectSpecial('-');
        }
        long to = expectNzNumber("the place of a result");
        return fromEnd ? new PartialRange(-from, -to) : new PartialRange(from, to);
    }

    /** Exactly so many digits. */
    int expectDigits(int count, String what) throws ImapSyntaxException {
        int number = 0;
        for (int i = 0; i < count; i++) {
            if (!nextIsDigit()) {
                throw expected(what);
            }
            number = 10 * number + octets[at++] - '0';
        }
        return number;
    }

    boolean nextIsDigit() {
        return at < octets.length && ImapCharacter.isDigit(octets[at]);
    }

    /** Whether a {@code sequence-set} begins here. */
    boolean nextIsSequenceSet() {
        return nextIs('*') || nextIs('$') || nextIsDigit();
    }

    /** {@code sequence-set}, which can hold {@code $} (RFC 5182 section 2.1, RFC 9051 section 9). */
    SequenceSet expectSequenceSet() throws ImapSyntaxException {
        List<Range> ranges = new ArrayList<>();
        boolean saved = false;
        do {
            if (special('$')) {
                saved = true;
            } else {
                long first = seqNumber();
                ranges.add(new Range(first, special(':') ? seqNumber() : first));
            }
        } while (special(','));
        return new SequenceSet(ranges, saved);
    }

    /** A {@code sequence-set} of numbers alone, without {@code *}. */
    UidSet expectKnownNumbers(String what) throws ImapSyntaxException {
        UidSet.Builder numbers = new UidSet.Builder();
        do {
            long first = expectNzNumber(what);
            long last = special(':') ? expectNzNumber(what) : first;
            numbers.add(Math.min(first, last), Math.max(first, last));
        } while (special(','));
        return numbers.build();
    }

    /** {@code seq-number}, as a range of this one number. */
    Range expectSeqNumber() throws ImapSyntaxException {
        long number = seqNumber();
        return new Range(number, number);
    }

    private long seqNumber() throws ImapSyntaxException {
        return special('*') ? Range.LAST : expectNzNumber("a number of a message");
    }

    // Lists

    /** Reads one element of a list. */
    @FunctionalInterface
    interface Element {
        void parse() throws ImapSyntaxException;
    }

    /** {@code "(" element *(SP element) ")"}. */
    void expectList(Element element) throws ImapSyntaxException {
        expectSpecial('(');
        expectRepeated(element);
        expectSpecial(')');
    }

    /** {@code "(" [element *(SP element)] ")"}. */
    void expectListOrEmpty(Element element) throws ImapSyntaxException {
        expectSpecial('(');
        if (!special(')')) {
            expectRepeated(element);
            expectSpecial(')');
        }
    }

    /** {@code element *(SP element)}. */
    void expectRepeated(Element element) throws ImapSyntaxException {
        int count = 0;
        do {
            if (++count > MAX_LIST) {
                throw no(ResponseCode.Word.LIMIT, "A list has at most " + MAX_LIST + " elements");
            }
            element.parse();
        } while (sp());
    }

    // Mailboxes

    /** {@code mailbox}, a name that a mailbox can have. */
    MailboxName expectMailbox() throws ImapSyntaxException {
        return mailboxName(expectMailboxText());
    }

    /** {@code mailbox} as Unicode text, which need not be a whole name. */
    String expectMailboxText() throws ImapSyntaxException {
        return decodeMailbox(expectAstring("a mailbox name"));
    }

    /** {@code list-mailbox} as Unicode text, with its wildcards. */
    String expectListMailbox() throws ImapSyntaxException {
        return decodeMailbox(expectPattern("a mailbox name with or without wildcards"));
    }

    /** Text as the name of a mailbox. */
    MailboxName mailboxName(String text) throws ImapSyntaxException {
        try {
            return new MailboxName(text);
        } catch (IllegalArgumentException e) {
            throw no(ResponseCode.Word.CANNOT, e.getMessage() == null ? "No mailbox name" : e.getMessage());
        }
    }

    private String decodeMailbox(String octets) throws ImapSyntaxException {
        if (utf8) {
            return decode(octets, StandardCharsets.UTF_8);
        }
        return ModifiedUtf7.decode(octets)
                .orElseThrow(() -> no(ResponseCode.Word.CANNOT, "A mailbox name is written in modified UTF-7"));
    }

    private String text(int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
