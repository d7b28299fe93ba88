package org.facteur.imap.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.facteur.imap.command.StatusItem;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.FetchValue;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseWriterTest {

    private static final Envelope NOTHING_KNOWN =
            new Envelope(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

    // Status responses, RFC 3501 section 7.1

    @Test
    void aStatusResponseHasTagCodeAndText() {
        assertThat(written(StatusResponse.ok("a1", "NOOP completed"))).isEqualTo("a1 OK NOOP completed\r\n");
        assertThat(written(StatusResponse.no("a1", ResponseCode.Word.TRYCREATE, "No such mailbox")))
                .isEqualTo("a1 NO [TRYCREATE] No such mailbox\r\n");
        assertThat(written(StatusResponse.untagged(Condition.BYE, null, "Bye"))).isEqualTo("* BYE Bye\r\n");
        assertThat(written(StatusResponse.bad(null, ""))).isEqualTo("* BAD Done\r\n");
    }

    @Test
    void textForPeopleCannotForgeAnything() {
        assertThat(written(StatusResponse.ok("a", "x\r\na OK [TRYCREATE] \0\u00e4\u20ac")))
                .isEqualTo("a OK x??a OK [TRYCREATE] ???\r\n");
        assertThat(written(StatusResponse.ok("a", "[TRYCREATE] x"))).isEqualTo("a OK ?TRYCREATE] x\r\n");
    }

    @Test
    void everyCodeHasItsArguments() {
        assertThat(code(new ResponseCode.UidNext(4294967295L))).isEqualTo("UIDNEXT 4294967295");
        assertThat(code(new ResponseCode.UidValidity(1))).isEqualTo("UIDVALIDITY 1");
        assertThat(code(new ResponseCode.Unseen(12))).isEqualTo("UNSEEN 12");
        assertThat(code(new ResponseCode.AppendUid(38505, UidSet.of(3955)))).isEqualTo("APPENDUID 38505 3955");
        assertThat(code(new ResponseCode.CopyUid(38505, uids(304, 319, 320), UidSet.range(3956, 3958))))
                .isEqualTo("COPYUID 38505 304,319:320 3956:3958");
        assertThat(code(new ResponseCode.BadCharset(List.of("US-ASCII", "UTF-8"))))
                .isEqualTo("BADCHARSET (US-ASCII UTF-8)");
        assertThat(code(new ResponseCode.Capability(List.of("IMAP4rev1", "IDLE"))))
                .isEqualTo("CAPABILITY IMAP4rev1 IDLE");
        assertThat(code(new ResponseCode.PermanentFlags(List.of(), true))).isEqualTo("PERMANENTFLAGS (\\*)");
        assertThat(code(new ResponseCode.PermanentFlags(List.of(), false))).isEqualTo("PERMANENTFLAGS ()");
        assertThat(code(ResponseCode.PermanentFlags.of(new FlagTable(List.of("$x")))))
                .isEqualTo("PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $x \\*)");
    }

    // Data, RFC 3501 section 7.2 and 7.3

    @Test
    void mailboxesAreListed() {
        assertThat(written(
                        new ImapResponse.MailboxLine(false, List.of("\\HasNoChildren", "\\Sent"), "Sent", List.of())))
                .isEqualTo("* LIST (\\HasNoChildren \\Sent) \"/\" Sent\r\n");
        assertThat(written(new ImapResponse.MailboxLine(true, List.of(), "x y", List.of())))
                .isEqualTo("* LSUB () \"/\" \"x y\"\r\n");
        assertThat(written(new ImapResponse.MailboxLine(false, List.of("\\Noselect"), "", List.of())))
                .isEqualTo("* LIST (\\Noselect) \"/\" \"\"\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
        INBOX        | INBOX
        a/b          | a/b
        ~foo         | ~foo
        [a]          | [a]
        NIL          | "NIL"
        nil          | "nil"
        a b          | "a b"
        a"b\\c       | "a\\"b\\\\c"
        100%         | "100%"
        a*           | "a*"
        (a)          | "(a)"
        {1}          | "{1}"
        a&b          | a&-b
        台北         | &U,BTFw-
        Entwürfe neu | "Entw&APw-rfe neu"
        """)
    void aMailboxNameIsAnAtomWhereItCanBe(String name, String octets) {
        assertThat(pieces(out -> out.mailbox(name))).isEqualTo(octets);
    }

    @Test
    void dataAboutAMailboxIsWritten() {
        assertThat(written(new ImapResponse.Capability(List.of("IMAP4rev1", "LITERAL+"))))
                .isEqualTo("* CAPABILITY IMAP4rev1 LITERAL+\r\n");
        assertThat(written(new ImapResponse.Enabled(List.of()))).isEqualTo("* ENABLED\r\n");
        assertThat(written(new ImapResponse.Exists(0))).isEqualTo("* 0 EXISTS\r\n");
        assertThat(written(new ImapResponse.Recent(10))).isEqualTo("* 10 RECENT\r\n");
        assertThat(written(new ImapResponse.Expunge(4294967295L))).isEqualTo("* 4294967295 EXPUNGE\r\n");
        assertThat(written(new ImapResponse.Flags(FlagTable.SYSTEM_ONLY)))
                .isEqualTo("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n");
        assertThat(written(new ImapResponse.Namespace()))
                .isEqualTo("* NAMESPACE ((\"\" \"/\")) ((\"Other users/\" \"/\")) ((\"Shared/\" \"/\"))\r\n");
        assertThat(written(new ImapResponse.Status(
                        new MailboxName("x y"), Map.of(StatusItem.UNSEEN, "2", StatusItem.MESSAGES, "10"))))
                .isEqualTo("* STATUS \"x y\" (MESSAGES 10 UNSEEN 2)\r\n");
        assertThat(written(new ImapResponse.Id(Map.of()))).isEqualTo("* ID NIL\r\n");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", "Facteur");
        parameters.put("version", "1 \"x\"");
        assertThat(written(new ImapResponse.Id(parameters)))
                .isEqualTo("* ID (\"name\" \"Facteur\" \"version\" \"1 \\\"x\\\"\")\r\n");
    }

    @Test
    void theClientIsAskedToGoOn() {
        assertThat(written(new ImapResponse.Continuation("idling"))).isEqualTo("+ idling\r\n");
        assertThat(written(new ImapResponse.Challenge(new byte[0]))).isEqualTo("+ \r\n");
        assertThat(written(new ImapResponse.Challenge(new byte[] {0, -1, 'a'}))).isEqualTo("+ AP9h\r\n");
    }

    // Strings

    @Test
    void aStringIsQuotedUnlessItMustBeALiteral() {
        assertThat(pieces(out -> out.nstring(null))).isEqualTo("NIL");
        assertThat(pieces(out -> out.nstring(""))).isEqualTo("\"\"");
        assertThat(pieces(out -> out.nstring("NIL"))).isEqualTo("\"NIL\"");
        assertThat(pieces(out -> out.string("a\"b\\c\td"))).isEqualTo("\"a\\\"b\\\\c\td\"");
        assertThat(pieces(out -> out.string("a\r\nb"))).isEqualTo("{4}\r\na\r\nb");
        assertThat(pieces(out -> out.string("\u00c3\u00a4"))).isEqualTo("{2}\r\n\u00c3\u00a4");
        assertThat(pieces(out -> out.string("a\0b"))).isEqualTo("{3}\r\na?b");
        assertThat(pieces(out -> out.string("x".repeat(1024)))).startsWith("\"");
        assertThat(pieces(out -> out.string("x".repeat(1025)))).startsWith("{1025}\r\n");
    }

    // FETCH, RFC 3501 section 7.4.2

    @Test
    void itemsOfAFetchAreSeparatedBySpaces() {
        FlagTable table = new FlagTable(List.of("$a", "b"));
        long bits = SystemFlag.SEEN.bit() | table.mask(new org.facteur.api.mailbox.Flags(Set.of(), Set.of("B")));
        assertThat(written(new ImapResponse.Fetch(
                        12,
                        List.of(
                                new FetchValue.Flags(table, bits, true),
                                new FetchValue.Uid(4294967295L),
                                new FetchValue.InternalDate(Instant.parse("1996-07-17T09:44:25.9Z")),
                                new FetchValue.Rfc822Size(4286)))))
                .isEqualTo("* 12 FETCH (FLAGS (\\Seen b \\Recent) UID 4294967295"
                        + " INTERNALDATE \"17-Jul-1996 09:44:25 +0000\" RFC822.SIZE 4286)\r\n");
        assertThat(written(new ImapResponse.Fetch(1, List.of(new FetchValue.Flags(table, 0, false)))))
                .isEqualTo("* 1 FETCH (FLAGS ())\r\n");
    }

    @Test
    void bitsWithoutANameAreLeftOut() {
        assertThat(pieces(out -> out.flags(FlagTable.SYSTEM_ONLY, 1L << 62 | 1, false)))
                .isEqualTo("(\\Answered)");
    }

    @ParameterizedTest
    @CsvSource({
        "1994-02-01T00:00:00Z,      ' 1-Feb-1994 00:00:00 +0000'",
        "2024-02-29T23:59:59.999Z,  '29-Feb-2024 23:59:59 +0000'",
        "1969-12-31T23:59:59Z,      '31-Dec-1969 23:59:59 +0000'",
        "0999-12-01T00:00:00Z,      ' 1-Dec-0999 00:00:00 +0000'",
        "+10000-01-01T00:00:00Z,    '31-Dec-9999 23:59:59 +0000'",
        "-0001-01-01T00:00:00Z,     ' 1-Jan-0000 00:00:00 +0000'"
    })
    void anInternalDateHasAFixedWidth(Instant instant, String text) {
        assertThat(pieces(out -> out.dateTime(instant))).isEqualTo('"' + text + '"');
    }

    @Test
    void theNameOfASectionIsEchoed() {
        assertThat(section(Section.MESSAGE, null)).isEqualTo("BODY[] ");
        assertThat(section(Section.MESSAGE, new Partial(4294967295L, 10))).isEqualTo("BODY[]<4294967295> ");
        assertThat(section(new Section(List.of(), new Specifier.Text()), new Partial(0, 5)))
                .isEqualTo("BODY[TEXT]<0> ");
        assertThat(section(new Section(List.of(2L, 1L), new Specifier.Whole()), null))
                .isEqualTo("BODY[2.1] ");
        assertThat(section(new Section(List.of(2L), new Specifier.Mime()), null))
                .isEqualTo("BODY[2.MIME] ");
        assertThat(section(new Section(List.of(2L), new Specifier.Header()), null))
                .isEqualTo("BODY[2.HEADER] ");
        assertThat(section(
                        new Section(List.of(), new Specifier.HeaderFields(false, List.of("From", "x y", "\u00e4"))),
                        null))
                .isEqualTo("BODY[HEADER.FIELDS (From \"x y\" {1}\r\n\u00e4)] ");
        assertThat(section(new Section(List.of(1L), new Specifier.HeaderFields(true, List.of("to"))), null))
                .isEqualTo("BODY[1.HEADER.FIELDS.NOT (to)] ");
        assertThat(pieces(out -> out.fetchRfc822(new FetchItem.Rfc822(FetchItem.Rfc822.Kind.TEXT))))
                .isEqualTo("RFC822.TEXT ");
    }

    @Test
    void octetsOfAMessageAreALiteralAndWhatIsMissingIsNil() {
        BodySection item = new BodySection(Section.MESSAGE, true, null);
        assertThat(written(new ImapResponse.Fetch(
                        1,
                        List.of(
                                new FetchValue.Octets(item, "a\0\u00ff".getBytes(ISO_8859_1)),
                                new FetchValue.Octets(item, new byte[0]),
                                new FetchValue.Octets(item, null)))))
                .isEqualTo("* 1 FETCH (BODY[] {3}\r\na\0\u00ff BODY[] {0}\r\n BODY[] NIL)\r\n");
    }

    @Test
    void anEnvelopeHasTenFields() {
        EmailAddress alice = new EmailAddress("Alice \"A\"", null, "alice", "example.test");
        EmailAddress routed = new EmailAddress(null, "@a,@b", "bob", "example.test");
        List<EmailAddress> group =
                List.of(new EmailAddress(null, null, "friends", null), alice, new EmailAddress(null, null, null, null));
        Envelope envelope = new Envelope(
                "Wed, 17 Jul 1996 02:23:25 -0700 (PDT)",
                "",
                List.of(alice),
                List.of(alice),
                List.of(alice),
                group,
                List.of(routed, routed),
                List.of(),
                null,
                "<B27397-0100000@cac.washington.edu>");
        String aliceText = "(\"Alice \\\"A\\\"\" NIL \"alice\" \"example.test\")";
        String routedText = "(NIL \"@a,@b\" \"bob\" \"example.test\")";
        assertThat(pieces(out -> out.envelope(envelope)))
                .isEqualTo("(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"\" (" + aliceText + ") (" + aliceText + ") ("
                        + aliceText + ") ((NIL NIL \"friends\" NIL)" + aliceText + "(NIL NIL NIL NIL)) (" + routedText
                        + routedText + ") NIL NIL \"<B27397-0100000@cac.washington.edu>\")");
        assertThat(pieces(out -> out.envelope(NOTHING_KNOWN))).isEqualTo("(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
    }

    // Structures

    @Test
    void aTextPartTellsItsLines() {
        MimePart text = new MimePart(
                "text",
                "plain",
                List.of(new MimePart.Parameter("charset", "us-ascii"), new MimePart.Parameter("name", "cc.diff")),
                "<960723163407.20117h@cac.washington.edu>",
                "Compiler diff",
                "base64",
                "md5",
                new MimePart.Disposition("attachment", List.of(new MimePart.Parameter("filename", "a b"))),
                List.of("en", "de"),
                "http://x/",
                0,
                100,
                4654,
                73,
                null,
                List.of());
        String basic = "\"text\" \"plain\" (\"charset\" \"us-ascii\" \"name\" \"cc.diff\")"
                + " \"<960723163407.20117h@cac.washington.edu>\" \"Compiler diff\" \"base64\" 4554 73";
        assertThat(pieces(out -> out.structure(text, false))).isEqualTo("(" + basic + ")");
        assertThat(pieces(out -> out.structure(text, true)))
                .isEqualTo("(" + basic
                        + " \"md5\" (\"attachment\" (\"filename\" \"a b\")) (\"en\" \"de\") \"http://x/\")");
    }

    @Test
    void otherPartsDoNot() {
        assertThat(pieces(out -> out.structure(part("image", "png"), true)))
                .isEqualTo("(\"image\" \"png\" NIL NIL NIL \"7bit\" 10 NIL NIL NIL NIL)");
    }

    @Test
    void aMultipartHoldsItsPartsWithoutSpaces() {
        MimePart mixed = new MimePart(
                "multipart",
                "mixed",
                List.of(new MimePart.Parameter("boundary", "x")),
                null,
                null,
                "7bit",
                null,
                new MimePart.Disposition("inline", List.of()),
                List.of(),
                null,
                0,
                0,
                0,
                0,
                null,
                List.of(part("text", "plain"), part("image", "png")));
        String parts = "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2)(\"image\" \"png\" NIL NIL NIL \"7bit\" 10)";
        String extended = "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL NIL NIL NIL)"
                + "(\"image\" \"png\" NIL NIL NIL \"7bit\" 10 NIL NIL NIL NIL)";
        assertThat(pieces(out -> out.structure(mixed, false))).isEqualTo("(" + parts + " \"mixed\")");
        assertThat(pieces(out -> out.structure(mixed, true)))
                .isEqualTo("(" + extended + " \"mixed\" (\"boundary\" \"x\") (\"inline\" NIL) NIL NIL)");
    }

    @Test
    void anEmbeddedMessageTellsItsEnvelopeAndStructure() {
        String envelope = "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)";
        MimePart rfc822 = embedding("rfc822", new MessageStructure(NOTHING_KNOWN, part("text", "html")));
        assertThat(pieces(out -> out.structure(rfc822, false)))
                .isEqualTo("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 10 " + envelope
                        + " (\"text\" \"html\" NIL NIL NIL \"7bit\" 10 2) 2)");
        assertThat(pieces(out -> out.structure(embedding("rfc822", null), false)))
                .isEqualTo("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 10 " + envelope
                        + " (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2) 2)");
        assertThat(pieces(out -> out.structure(embedding("delivery-status", null), false)))
                .isEqualTo("(\"message\" \"delivery-status\" NIL NIL NIL \"7bit\" 10)");
    }

    // Buffers

    @Test
    void whatIsHandedOverIsNeverChanged() {
        Written out = new Written();
        ResponseWriter writer = new ResponseWriter(out);
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 2_000; i++) {
            writer.beginFetch(i).fetchUid(i).endFetch();
            expected.append("* ").append(i).append(" FETCH (UID ").append(i).append(")\r\n");
            if (i % 7 == 0) {
                writer.flush();
            }
            assertThat(writer.written()).isEqualTo(expected.length());
        }
        writer.flush();
        assertThat(out.text()).isEqualTo(expected.toString());
        assertThat(out.arrays()).isLessThan(10);
    }

    @Test
    void manyOctetsAreNotCopied() {
        byte[] octets = new byte[100_000];
        Written out = new Written();
        ResponseWriter writer = new ResponseWriter(out);
        writer.literalHeader(octets.length)
                .octets(octets, 0, octets.length)
                .raw(")")
                .flush();
        assertThat(out.arrays()).isEqualTo(2);
        assertThat(out.text()).hasSize(100_000 + "{100000}\r\n)".length());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 4294967295L, Long.MAX_VALUE})
    void numbersAreDecimal(long number) {
        assertThat(pieces(out -> out.number(number))).isEqualTo(Long.toString(number));
    }

    private static MimePart part(String type, String subtype) {
        return new MimePart(
                type, subtype, List.of(), null, null, "7bit", null, null, List.of(), null, 0, 5, 15, 2, null,
                List.of());
    }

    private static MimePart embedding(String subtype, @Nullable MessageStructure message) {
        return new MimePart(
                "message", subtype, List.of(), null, null, "7bit", null, null, List.of(), null, 0, 5, 15, 2, message,
                List.of());
    }

    private static UidSet uids(long... uids) {
        UidSet.Builder set = new UidSet.Builder();
        for (long uid : uids) {
            set.add(uid);
        }
        return set.build();
    }

    private static String section(Section section, @Nullable Partial partial) {
        return pieces(out -> out.fetchSection(new BodySection(section, true, partial)));
    }

    private static String code(ResponseCode code) {
        return pieces(code::writeTo);
    }

    private static String written(ImapResponse response) {
        return pieces(out -> out.write(response));
    }

    private static String pieces(Consumer<ResponseWriter> pieces) {
        Written out = new Written();
        ResponseWriter writer = new ResponseWriter(out);
        pieces.accept(writer);
        writer.flush();
        return out.text();
    }
}
