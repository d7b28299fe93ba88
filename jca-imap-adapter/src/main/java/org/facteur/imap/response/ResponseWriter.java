package org.facteur.imap.response;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.api.message.StructureForms;
import org.facteur.api.message.StructureForms.Form;
import org.facteur.imap.ImapCharacter;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.Section;
import org.facteur.imap.language.ImapTexts;
import org.facteur.imap.name.ModifiedUtf7;
import org.facteur.wire.language.Language;
import org.facteur.wire.session.OctetOutput;
import org.jspecify.annotations.Nullable;

/**
 * Writes responses in the grammar of RFC 3501 section 9: the one place that decides between atom, quoted string and
 * literal. Texts are octets, one {@code char} an octet, except where a parameter is said to be Unicode.
 *
 * <p>Make one for each piece of an answer and {@link #flush} it at the end; it hands slices of a few buffers to the
 * output, so that a piece with a thousand responses costs some ten allocations. Not thread-safe.
 */
public final class ResponseWriter {

    /** The longest text in quotes; a longer one is a literal, which a client reads without looking at each octet. */
    static final int MAX_QUOTED = 1024;

    private static final int FIRST_BUFFER = 512;
    private static final int LARGEST_BUFFER = 16 * 1024;
    /** From here on, octets are handed over as they are rather than copied. */
    private static final int LARGE = 4 * 1024;

    private static final SystemFlag[] SYSTEM_FLAGS = SystemFlag.values();
    private static final String[] MONTHS = {
        "-Jan-", "-Feb-", "-Mar-", "-Apr-", "-May-", "-Jun-", "-Jul-", "-Aug-", "-Sep-", "-Oct-", "-Nov-", "-Dec-"
    };
    /** 0000-01-01 and 9999-12-31, between which a date has a year of four digits. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private static final Envelope NO_ENVELOPE =
            new Envelope(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

    private final OctetOutput out;
    private final boolean utf8;
    private final Language language;
    private byte[] buffer = new byte[0];
    private int start;
    private int end;
    private long handedOver;
    private boolean furtherItem;

    public ResponseWriter(OctetOutput out) {
        this(out, false, Language.DEFAULT);
    }

    /**
     * @param utf8 whether mailbox names are in UTF-8, which the client has to have enabled (RFC 6855 section 3)
     * @param language of the texts for people
     */
    public ResponseWriter(OctetOutput out, boolean utf8, Language language) {
        this.out = out;
        this.utf8 = utf8;
        this.language = language;
    }

    /** Writes one response. */
    public ResponseWriter write(ImapResponse response) {
        response.writeTo(this);
        return this;
    }

    /** Hands everything written so far to the output. */
    public void flush() {
        if (end > start) {
            out.write(buffer, start, end - start);
            handedOver += end - start;
            start = end;
        }
    }

    /** How many octets have been written: when that is enough for one piece of an answer, go on with the next. */
    public long written() {
        return handedOver + end - start;
    }

    // The pieces of a FETCH response, RFC 3501 section 7.4.2

    /** {@code * 5 FETCH (}: items follow, each with the space that it needs. */
    public ResponseWriter beginFetch(long sequence) {
        furtherItem = false;
        return raw("* ").number(sequence).raw(" FETCH (");
    }

    /** {@code * 25996 UIDFETCH (}: as {@link #beginFetch}, to a client that knows no sequence numbers (RFC 9586). */
    public ResponseWriter beginUidFetch(long uid) {
        furtherItem = false;
        return raw("* ").number(uid).raw(" UIDFETCH (");
    }

    /** Goes on with a FETCH response of which an earlier piece has written at least one item. */
    public ResponseWriter continueFetch() {
        furtherItem = true;
        return this;
    }

    /** {@code )} and the end of the line. */
    public ResponseWriter endFetch() {
        reserve(3);
        buffer[end++] = ')';
        return endLine();
    }

    public ResponseWriter fetchFlags(FlagTable table, long bits, boolean recent) {
        return item("FLAGS ").flags(table, bits, recent);
    }

    /** {@code MODSEQ (5)} (RFC 7162 section 3.1.4.2). */
    public ResponseWriter fetchModSeq(long modSeq) {
        return item("MODSEQ (").number(modSeq).raw(")");
    }

    public ResponseWriter fetchUid(long uid) {
        return item("UID ").number(uid);
    }

    public ResponseWriter fetchInternalDate(Instant date) {
        return item("INTERNALDATE ").dateTime(date);
    }

    public ResponseWriter fetchSize(long octets) {
        return item("RFC822.SIZE ").number(octets);
    }

    /** An item that is written as it is, such as one with an identifier. */
    public ResponseWriter fetchWord(String item) {
        return item(item);
    }

    /** RFC 8514 section 4.2. */
    public ResponseWriter fetchSaveDate(Instant date) {
        return item("SAVEDATE ").dateTime(date);
    }

    /** RFC 8970 section 3.2; {@code text} is Unicode. */
    public ResponseWriter fetchPreview(String text) {
        return item("PREVIEW ").string(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /** {@code BINARY[part]<origin>} (RFC 3516 section 4.2); {@link #literal8Header} and {@link #octets}, or {@link #nil}, follow. */
    public ResponseWriter fetchBinary(FetchItem.Binary item) {
        item("BINARY[").part(item.part()).raw("]");
        FetchItem.Partial partial = item.partial();
        if (partial != null) {
            raw("<").number(partial.offset()).raw(">");
        }
        return raw(" ");
    }

    /** RFC 3516 section 4.2. */
    public ResponseWriter fetchBinarySize(FetchItem.BinarySize item, long octets) {
        return item("BINARY.SIZE[").part(item.part()).raw("] ").number(octets);
    }

    /** {@code ENVELOPE}, {@code BODY} or {@code BODYSTRUCTURE}, which are made once and copied from then on. */
    public ResponseWriter fetchStructure(StructureForms forms, Form form) {
        byte[] octets = forms.octets(form, writerOf(form));
        return item(form.name()).raw(" ").octets(octets, 0, octets.length);
    }

    /** What it writes is the same in whatever way a client is spoken to. */
    private static Function<MessageStructure, byte[]> writerOf(Form form) {
        return switch (form) {
            case ENVELOPE -> message -> written(out -> out.envelope(message.envelope()));
            case BODY -> message -> written(out -> out.structure(message.root(), false));
            case BODYSTRUCTURE -> message -> written(out -> out.structure(message.root(), true));
        };
    }

    private static byte[] written(Consumer<ResponseWriter> text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ResponseWriter out = new ResponseWriter(octets::write);
        text.accept(out);
        out.flush();
        return octets.toByteArray();
    }

    /** {@code BODY[section]<origin>}; {@link #literalHeader} and {@link #octets}, or {@link #nil}, follow. */
    public ResponseWriter fetchSection(FetchItem.BodySection item) {
        item("BODY[").section(item.section()).raw("]");
        FetchItem.Partial partial = item.partial();
        if (partial != null) {
            raw("<").number(partial.offset()).raw(">");
        }
        return raw(" ");
    }

    /** {@code RFC822} and its kin; {@link #literalHeader} and {@link #octets} follow. */
    public ResponseWriter fetchRfc822(FetchItem.Rfc822 item) {
        return item(item.kind().wireName()).raw(" ");
    }

    /** {@code ~{n}} and CRLF; exactly so many octets follow, NUL among them (RFC 3516 section 4.2). */
    public ResponseWriter literal8Header(long length) {
        return raw("~").literalHeader(length);
    }

    /** {@code {n}} and CRLF; exactly so many octets follow. */
    public ResponseWriter literalHeader(long length) {
        return raw("{").number(length).raw("}\r\n");
    }

    /** Octets as they are; the array must not be changed afterwards. */
    public ResponseWriter octets(byte[] octets, int offset, int length) {
        if (length >= LARGE) {
            flush();
            out.write(octets, offset, length);
            handedOver += length;
        } else {
            reserve(length);
            System.arraycopy(octets, offset, buffer, end, length);
            end += length;
        }
        return this;
    }

    // The grammar, RFC 3501 section 9

    /** Text that is known to be legal where it stands: keywords of the protocol, tags, atoms. */
    public ResponseWriter raw(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            buffer[end + i] = (byte) ascii.charAt(i);
        }
        end += length;
        return this;
    }

    /** A space, if one is due. */
    public ResponseWriter space(boolean due) {
        return due ? raw(" ") : this;
    }

    public ResponseWriter endLine() {
        reserve(2);
        buffer[end++] = '\r';
        buffer[end++] = '\n';
        return this;
    }

    /** A number from 0. */
    public ResponseWriter number(long number) {
        if (number > Integer.MAX_VALUE) {
            return number(number / 10).number(number % 10);
        }
        // Most numbers are small, and to divide such is faster.
        int rest = (int) number;
        int digits = 1;
        for (long bound = 10; bound <= rest; bound *= 10) {
            digits++;
        }
        reserve(digits);
        for (int at = end + digits - 1; at >= end; at--) {
            int tenth = rest / 10;
            buffer[at] = (byte) ('0' + rest - 10 * tenth);
            rest = tenth;
        }
        end += digits;
        return this;
    }

    /** A set of numbers with ascending ranges; not an empty one, for which there is no grammar. */
    public ResponseWriter numbers(UidSet set) {
        return runs(set.ranges());
    }

    /** Numbers in an order of their own, those that ascend by one as ranges. */
    public ResponseWriter runs(List<UidSet.Range> runs) {
        boolean further = false;
        for (UidSet.Range range : runs) {
            if (further) {
                raw(",");
            }
            further = true;
            number(range.first());
            if (range.last() != range.first()) {
                raw(":").number(range.last());
            }
        }
        return this;
    }

    public ResponseWriter nil() {
        return raw("NIL");
    }

    /** {@code NIL} for null. */
    public ResponseWriter nstring(@Nullable String octets) {
        return octets == null ? nil() : string(octets);
    }

    /** {@code nstring}, or {@code literal8} for octets with NUL among them. */
    public ResponseWriter binaryOrNil(byte @Nullable [] octets) {
        if (octets == null) {
            return nil();
        }
        for (byte octet : octets) {
            if (octet == 0) {
                return literal8Header(octets.length).octets(octets, 0, octets.length);
            }
        }
        return string(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** A quoted string, or a literal for what quotes cannot hold. NUL, which no string can hold, becomes {@code ?}. */
    public ResponseWriter string(String octets) {
        int length = octets.length();
        int escapes = 0;
        boolean quotable = length <= MAX_QUOTED;
        for (int i = 0; quotable && i < length; i++) {
            char c = octets.charAt(i);
            if (c == '"' || c == '\\') {
                escapes++;
            }
            quotable = c < 0x80 && c != '\r' && c != '\n' && c != 0;
        }
        return quotable ? quoted(octets, escapes) : literal(octets);
    }

    /** An atom where that is possible, otherwise a string; {@code NIL} is quoted, since some clients mistake it. */
    public ResponseWriter astring(String octets) {
        boolean atom = !octets.isEmpty() && octets.length() <= MAX_QUOTED && !octets.equalsIgnoreCase("NIL");
        for (int i = 0; atom && i < octets.length(); i++) {
            atom = ImapCharacter.isAstringChar(octets.charAt(i));
        }
        return atom ? raw(octets) : string(octets);
    }

    /** A mailbox name, in Unicode. */
    public ResponseWriter mailbox(String name) {
        return utf8 ? utf8Mailbox(name) : astring(ModifiedUtf7.encode(name));
    }

    private ResponseWriter utf8Mailbox(String name) {
        String octets = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (octets.length() == name.length()) {
            return astring(name);
        }
        int escapes = (int) octets.chars().filter(c -> c == '"' || c == '\\').count();
        return quoted(octets, escapes);
    }

    /**
     * Text for people, to the end of the line: in the language of the client, and in UTF-8 if that is not English (RFC 5255 section
     * 3.1).
     *
     * @param english Unicode
     */
    public ResponseWriter text(String english) {
        String said = ImapTexts.say(language, english.isEmpty() ? "Done" : english);
        boolean translated = !said.equals(english);
        String text =
                translated ? new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) : said;
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean legal = c >= 0x20 && (c < 0x7f || (translated && c > 0x7f)) && (c != '[' || i > 0);
            buffer[end + i] = (byte) (legal ? c : '?');
        }
        end += length;
        return this;
    }

    /** What people call a name in their language; the name itself if they call it that. */
    String translated(String name) {
        return ImapTexts.say(language, name);
    }

    public ResponseWriter base64(byte[] octets) {
        byte[] encoded = Base64.getEncoder().encode(octets);
        return octets(encoded, 0, encoded.length);
    }

    /** The flags of the bits set, in parentheses; bits without a name are left out. */
    public ResponseWriter flags(FlagTable table, long bits, boolean recent) {
        raw("(");
        boolean further = false;
        for (SystemFlag flag : SYSTEM_FLAGS) {
            if ((bits & flag.bit()) != 0) {
                space(further).raw(flag.wireName());
                further = true;
            }
        }
        List<String> keywords = table.keywords();
        long named = bits >>> FlagTable.FIRST_KEYWORD_BIT;
        for (int i = 0; named != 0 && i < keywords.size(); i++, named >>>= 1) {
            if ((named & 1) != 0) {
                space(further).raw(keywords.get(i));
                further = true;
            }
        }
        if (recent) {
            space(further).raw("\\Recent");
        }
        return raw(")");
    }

    /** A date and time in UTC; years that have no four digits become the nearest that has. */
    public ResponseWriter dateTime(Instant instant) {
        long second = Math.max(FIRST_SECOND, Math.min(LAST_SECOND, instant.getEpochSecond()));
        LocalDateTime date = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        reserve(28);
        buffer[end++] = '"';
        buffer[end++] = (byte) (date.getDayOfMonth() < 10 ? ' ' : '0' + date.getDayOfMonth() / 10);
        buffer[end++] = (byte) ('0' + date.getDayOfMonth() % 10);
        raw(MONTHS[date.getMonthValue() - 1]);
        twoDigits(date.getYear() / 100);
        twoDigits(date.getYear() % 100);
        buffer[end++] = ' ';
        twoDigits(date.getHour());
        buffer[end++] = ':';
        twoDigits(date.getMinute());
        buffer[end++] = ':';
        twoDigits(date.getSecond());
        return raw(" +0000\"");
    }

    /** {@code envelope}. */
    public ResponseWriter envelope(Envelope envelope) {
        raw("(").nstring(envelope.date()).raw(" ").nstring(envelope.subject());
        addresses(envelope.from());
        addresses(envelope.sender());
        addresses(envelope.replyTo());
        addresses(envelope.to());
        addresses(envelope.cc());
        addresses(envelope.bcc());
        raw(" ").nstring(envelope.inReplyTo());
        return raw(" ").nstring(envelope.messageId()).raw(")");
    }

    /** {@code body}, with or without its extension data. */
    public ResponseWriter structure(MimePart part, boolean extensible) {
        raw("(");
        if (part.isMultipart()) {
            multipart(part, extensible);
        } else {
            singlePart(part, extensible);
        }
        return raw(")");
    }

    /** {@code section} without its brackets. */
    private ResponseWriter section(Section section) {
        part(section.part());
        Section.Specifier specifier = section.specifier();
        if (!section.part().isEmpty() && !(specifier instanceof Section.Specifier.Whole)) {
            raw(".");
        }
        return specifier(specifier);
    }

    private ResponseWriter part(List<Long> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (i > 0) {
                raw(".");
            }
            number(numbers.get(i));
        }
        return this;
    }

    private ResponseWriter specifier(Section.Specifier specifier) {
        if (specifier instanceof Section.Specifier.Header) {
            return raw("HEADER");
        }
        if (specifier instanceof Section.Specifier.Text) {
            return raw("TEXT");
        }
        if (specifier instanceof Section.Specifier.Mime) {
            return raw("MIME");
        }
        if (specifier instanceof Section.Specifier.HeaderFields fields) {
            raw(fields.except() ? "HEADER.FIELDS.NOT (" : "HEADER.FIELDS (");
            for (int i = 0; i < fields.fields().size(); i++) {
                space(i > 0).astring(fields.fields().get(i));
            }
            raw(")");
        }
        return this;
    }

    private void addresses(List<EmailAddress> addresses) {
        raw(" ");
        if (addresses.isEmpty()) {
            nil();
            return;
        }
        raw("(");
        for (EmailAddress address : addresses) {
            raw("(").nstring(address.name()).raw(" ").nstring(address.route());
            raw(" ").nstring(address.mailbox()).raw(" ").nstring(address.host()).raw(")");
        }
        raw(")");
    }

    private void multipart(MimePart part, boolean extensible) {
        for (MimePart child : part.children()) {
            structure(child, extensible);
        }
        raw(" ").string(part.subtype());
        if (extensible) {
            raw(" ").parameters(part.parameters());
            dispositionAndBeyond(part);
        }
    }

    private void singlePart(MimePart part, boolean extensible) {
        string(part.type()).raw(" ").string(part.subtype()).raw(" ");
        parameters(part.parameters()).raw(" ").nstring(part.id()).raw(" ");
        nstring(part.description()).raw(" ").string(part.encoding()).raw(" ");
        number(part.bodySize());
        if (part.type().equals("message") && part.subtype().equals("rfc822")) {
            embedded(part.message(), part, extensible);
        } else if (part.type().equals("text")) {
            raw(" ").number(part.lines());
        }
        if (extensible) {
            raw(" ").nstring(part.md5());
            dispositionAndBeyond(part);
        }
    }

    /** The grammar wants an envelope and a body of every message/rfc822, even of one that could not be read. */
    private void embedded(@Nullable MessageStructure message, MimePart part, boolean extensible) {
        raw(" ");
        if (message == null) {
            envelope(NO_ENVELOPE).raw(" (\"text\" \"plain\" NIL NIL NIL \"7bit\" ");
            number(part.bodySize()).raw(" ").number(part.lines()).raw(")");
        } else {
            envelope(message.envelope()).raw(" ").structure(message.root(), extensible);
        }
        raw(" ").number(part.lines());
    }

    private void dispositionAndBeyond(MimePart part) {
        raw(" ");
        MimePart.Disposition disposition = part.disposition();
        if (disposition == null) {
            nil();
        } else {
            raw("(").string(disposition.kind()).raw(" ");
            parameters(disposition.parameters()).raw(")");
        }
        raw(" ");
        List<String> languages = part.languages();
        if (languages.isEmpty()) {
            nil();
        } else {
            raw("(");
            for (int i = 0; i < languages.size(); i++) {
                space(i > 0).string(languages.get(i));
            }
            raw(")");
        }
        raw(" ").nstring(part.location());
    }

    private ResponseWriter parameters(List<MimePart.Parameter> parameters) {
        if (parameters.isEmpty()) {
            return nil();
        }
        raw("(");
        for (int i = 0; i < parameters.size(); i++) {
            space(i > 0).string(parameters.get(i).name()).raw(" ");
            string(parameters.get(i).value());
        }
        return raw(")");
    }

    private ResponseWriter item(String name) {
        space(furtherItem);
        furtherItem = true;
        return raw(name);
    }

    private ResponseWriter quoted(String octets, int escapes) {
        int length = octets.length();
        reserve(length + escapes + 2);
        buffer[end++] = '"';
        for (int i = 0; i < length; i++) {
            char c = octets.charAt(i);
            if (c == '"' || c == '\\') {
                buffer[end++] = '\\';
            }
            buffer[end++] = (byte) c;
        }
        buffer[end++] = '"';
        return this;
    }

    private ResponseWriter literal(String octets) {
        int length = octets.length();
        literalHeader(length).reserve(length);
        for (int i = 0; i < length; i++) {
            char c = octets.charAt(i);
            buffer[end + i] = (byte) (c == 0 || c > 0xff ? '?' : c);
        }
        end += length;
        return this;
    }

    private void twoDigits(int number) {
        buffer[end++] = (byte) ('0' + number / 10);
        buffer[end++] = (byte) ('0' + number % 10);
    }

    /** What is handed over is never written again, but the rest of its buffer is. */
    private void reserve(int length) {
        if (buffer.length - end < length) {
            int size =
                    Math.max(length, buffer.length == 0 ? FIRST_BUFFER : Math.min(LARGEST_BUFFER, 4 * buffer.length));
            flush();
            buffer = new byte[size];
            start = 0;
            end = 0;
        }
    }
}
