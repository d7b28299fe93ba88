package org.facteur.imap.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.facteur.imap.framing.FramedCommand.SpooledLiteral;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every dialogue is played twice: with all octets at once, and octet by octet. Frames are compared as text: a command as it
 * stands, {@code +} for leave to go on, and violations as they are answered.
 */
class ImapFramerTest {

    /** Text 20 before and 40 after login, literals 10 and 30, messages 600 000, discards 2 000 000. */
    private static final FramingLimits LIMITS = new FramingLimits(20, 40, 10, 30, 600_000, 2_000_000);

    @TempDir
    Path folder;

    private boolean loggedIn = true;
    private int line = LIMITS.line();

    @AfterEach
    void noFileStaysBehind() throws IOException {
        assertThat(filesInFolder()).isEmpty();
    }

    @Test
    void aLineIsACommand() {
        assertThat(frames("a NOOP\r\nb LOGOUT\r\n")).containsExactly("a NOOP", "b LOGOUT");
    }

    @Test
    void anIncompleteLineIsNoCommandYet() {
        assertThat(frames("a NOOP\r\nb NO")).containsExactly("a NOOP");
        assertThat(frames("a NOOP\r")).isEmpty();
    }

    @Test
    void anEmptyLineIsAnEmptyCommand() {
        assertThat(frames("\r\na NOOP\r\n")).containsExactly("", "a NOOP");
    }

    @Test
    void aLiteralIsAnnouncedAndPartOfItsCommand() {
        assertThat(frames("a LOGIN {5}\r\nal\r\ne {3}\r\nbob\r\nb NOOP\r\n"))
                .containsExactly("+", "+", "a LOGIN {5}\r\nal\r\ne {3}\r\nbob", "b NOOP");
    }

    @Test
    void aNonSynchronisingLiteralWaitsForNothing() {
        assertThat(frames("a LOGIN {5+}\r\nalice {3+}\r\nbob\r\nb NOOP\r\n"))
                .containsExactly("a LOGIN {5+}\r\nalice {3+}\r\nbob", "b NOOP");
    }

    @Test
    void aLiteralMayBeEmpty() {
        assertThat(frames("a LOGIN {0}\r\n {0+}\r\n\r\nb NOOP\r\n"))
                .containsExactly("+", "a LOGIN {0}\r\n {0+}\r\n", "b NOOP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a X {}",
                "a X {+}",
                "a X {-1}",
                "a X { 1}",
                "a X {1 }",
                "a X {1-}",
                "a X {1++}",
                "a X {1} ",
                "a X 1}",
                "a X {0x1}",
                "}",
                "+}",
                "5}",
                "a X {1}}"
            })
    void whatIsNoLiteralHeaderIsText(String line) {
        assertThat(frames(line + "\r\nb NOOP\r\n")).containsExactly(line, "b NOOP");
    }

    @Test
    void aLiteralThatLooksLikeACommandIsNone() {
        assertThat(frames("a LOGIN {10+}\r\nx NOOP\r\n{9 b\r\nc NOOP\r\n"))
                .containsExactly("a LOGIN {10+}\r\nx NOOP\r\n{9 b", "c NOOP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a NOOP\\n                 | a BAD A line ends with CRLF, not with LF alone
        \\n                       | * BAD A line ends with CRLF, not with LF alone
        a NO\\rOP\\r\\n           | a BAD CR without LF is not allowed
        a NOOP\\r\\r\\n           | a BAD CR without LF is not allowed
        a NO\\0OP\\r\\n           | a BAD NUL is not allowed
        \\0\\r\\n                 | * BAD NUL is not allowed
        a\\0b NOOP\\r\\n          | * BAD NUL is not allowed
        a+b NO\\0OP\\r\\n         | * BAD NUL is not allowed
        a LOGIN {2+}\\nxy z\\r\\n | a BAD A line ends with CRLF, not with LF alone
        a LOGIN {2}\\n            | a BAD A line ends with CRLF, not with LF alone
        a X {2+}\\r\\n\\0a\\r\\n  | a BAD NUL is not allowed in a literal
        a X {2+}\\r\\naa\\n       | a BAD A line ends with CRLF, not with LF alone
        a \\0 {2+}\\r\\naa {3+}\\r\\nbbb\\r\\n | a BAD NUL is not allowed
        a \\0 {2+}\\r\\naa {3}\\r\\n | a BAD NUL is not allowed
        """)
    void aCommandWithIllegalOctetsIsRefusedAndTheNextOneUnderstood(String octets, String answer) {
        assertThat(frames(unescaped(octets) + "b NOOP\r\n")).containsExactly(answer, "b NOOP");
    }

    @Test
    void theTextOfACommandIsLimited() {
        String longest = "a " + "x".repeat(36);
        assertThat(frames(longest + "\r\nb NOOP\r\n")).containsExactly(longest, "b NOOP");
        assertThat(frames(longest + "x\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] The command is longer than 40 octets", "b NOOP");
        assertThat(frames("x".repeat(100_000) + "\r\nb NOOP\r\n"))
                .containsExactly("* BAD [TOOBIG] The command is longer than 40 octets", "b NOOP");
    }

    @Test
    void theTextOfACommandIsLimitedOverItsLines() {
        assertThat(frames("a LOGIN {1+}\r\nx {1+}\r\nx {1+}\r\nx {1+}\r\nx yyyy\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] The command is longer than 40 octets", "b NOOP");
    }

    @Test
    void aLineBeforeLoginIsShorter() {
        loggedIn = false;
        assertThat(frames("a " + "x".repeat(17) + "\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] The command is longer than 20 octets", "b NOOP");
    }

    @Test
    void aTooLongLineWithALiteralTakesItAlong() {
        assertThat(frames("a " + "x".repeat(500) + " {7+}\r\nx\r\ny\r\nz\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] The command is longer than 40 octets", "b NOOP");
        assertThat(frames("a " + "x".repeat(500) + " {7}\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] The command is longer than 40 octets", "b NOOP");
    }

    @Test
    void anEndlessLineEndsTheConnection() {
        assertThat(frames("a " + "x".repeat(2_100_000))).containsExactly("* BYE [TOOBIG] The command is far too large");
    }

    @Test
    void aTooLargeLiteralIsRefusedAtOnce() {
        assertThat(frames("a LOGIN {31}\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 30 octets in a command", "b NOOP");
        assertThat(frames("a LOGIN {99999999999999999999999999}\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 30 octets in a command", "b NOOP");
    }

    @Test
    void aTooLargeLiteralThatIsSentAllTheSameIsReadToItsEnd() {
        assertThat(frames("a LOGIN {40+}\r\n" + "x\r\ny".repeat(10) + " {3+}\r\nbob\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 30 octets in a command", "b NOOP");
    }

    @Test
    void literalsAreLimitedTogether() {
        assertThat(frames("a X {20+}\r\n" + "x".repeat(20) + " {10+}\r\n" + "y".repeat(10) + "\r\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("a X {20+}");
        assertThat(frames("a X {20+}\r\n" + "x".repeat(20) + " {11}\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 30 octets in a command", "b NOOP");
    }

    @Test
    void aLiteralBeforeLoginIsSmaller() {
        loggedIn = false;
        assertThat(frames("a LOGIN {11}\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 10 octets in a command", "b NOOP");
        assertThat(frames("a APPEND x {11}\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 10 octets in a command", "b NOOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000001", "9223372036854775808", "99999999999999999999"})
    void anAbsurdLiteralEndsTheConnection(String size) {
        assertThat(frames("a LOGIN {" + size + "+}\r\nb NOOP\r\n"))
                .containsExactly("* BYE [TOOBIG] The command is far too large");
    }

    @Test
    void aDeadFramerStaysDead() {
        try (ImapFramer framer = framer()) {
            assertThat(framer.nextCommand(buffer("a LOGIN {2000001+}\r\n"))).isInstanceOf(ImapFrame.Violation.class);
            assertThat(framer.nextCommand(buffer("b NOOP\r\n")))
                    .isInstanceOfSatisfying(
                            ImapFrame.Violation.class,
                            violation -> assertThat(violation.fatal()).isTrue());
        }
    }

    @Test
    void theMessageOfAnAppendIsSpooled() throws IOException {
        String message = "Subject: x\r\n\r\n" + "0123456789\r\n".repeat(40_000);
        String header = "a APPEND INBOX (\\Seen) {" + message.length() + "+}\r\n";
        try (ImapFramer framer = framer()) {
            ByteBuf input = buffer(header + message + "\r\n");
            assertThat(framer.nextCommand(input)).isInstanceOf(ImapFrame.Announcement.class);
            ImapFrame frame = framer.nextCommand(input);
            FramedCommand command = ((ImapFrame.Command) frame).command();
            assertThat(new String(command.octets(), ISO_8859_1)).isEqualTo(header);
            SpooledLiteral literal = command.messages().get(0);
            assertThat(literal.position()).isEqualTo(header.length());
            try (var in = literal.octets().open()) {
                assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(message);
            }
            command.close();
        }
    }

    @Test
    void theMailboxOfAnAppendIsNoMessage() {
        assertThat(frames("a aPPend {5}\r\nINBOX {3}\r\nabc\r\nb NOOP\r\n"))
                .containsExactly("+", "+", "a aPPend {5}\r\nINBOX {3}\r\n<abc>", "b NOOP");
        assertThat(frames("a APPEND {31+}\r\n" + "x".repeat(31) + " {3+}\r\nabc\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG] Literals have at most 30 octets in a command", "b NOOP");
    }

    @Test
    void anAppendMayHoldSeveralMessages() {
        assertThat(frames("a APPEND x {3+}\r\nabc (\\Seen) {2}\r\nde\r\nb NOOP\r\n"))
                .containsExactly("+", "a APPEND x {3+}\r\n<abc> (\\Seen) {2}\r\n<de>", "b NOOP");
        line = 1_000;
        assertThat(frames("a APPEND x" + " {1+}\r\nx".repeat(ImapFramer.MAX_MESSAGES) + " {3}\r\nb NOOP\r\n"))
                .containsExactly("a NO [LIMIT] A command brings at most 100 literals", "b NOOP");
        String large = " {500000+}\r\n" + "x".repeat(500_000);
        assertThat(frames("a APPEND x" + large.repeat(4) + " {1}\r\nb NOOP\r\n"))
                .containsExactly("a NO [LIMIT] The messages of a command have at most 2000000 octets", "b NOOP");
    }

    @Test
    void theUrlsOfACatenateAreNoMessagesAndItsTextsAre() {
        line = 100;
        assertThat(frames("a APPEND x CATENATE (URL {2+}\r\n/a TEXT {3+}\r\nabc url {2+}\r\n/b)\r\n"))
                .containsExactly("a APPEND x CATENATE (URL {2+}\r\n/a TEXT {3+}\r\n<abc> url {2+}\r\n/b)");
        assertThat(frames("a APPEND URL {3+}\r\nabc\r\n")).containsExactly("a APPEND URL {3+}\r\n<abc>");
    }

    @Test
    void aReplaceHoldsAMessageToo() {
        assertThat(frames("a REPLACE 5 {1+}\r\nx {3+}\r\nabc\r\n"))
                .containsExactly("a REPLACE 5 {1+}\r\nx {3+}\r\n<abc>");
        assertThat(frames("a UID replace 5 x ~{3+}\r\nabc\r\n")).containsExactly("a UID replace 5 x ~{3+}\r\n<abc>");
        assertThat(frames("a UID REPLACED 5 x {3+}\r\nabc\r\n")).containsExactly("a UID REPLACED 5 x {3+}\r\nabc");
    }

    @Test
    void aMessageIsAnnouncedWithWhatCameBeforeIt() {
        try (ImapFramer framer = framer()) {
            ByteBuf input = buffer("a APPEND x {3+}\r\nabc (\\Seen) {400000}\r\n");
            assertThat(framer.nextCommand(input))
                    .isInstanceOfSatisfying(
                            ImapFrame.Announcement.class,
                            first -> assertThat(first.worthAsking()).isFalse());
            assertThat(framer.nextCommand(input)).isInstanceOfSatisfying(ImapFrame.Announcement.class, second -> {
                assertThat(second.worthAsking()).isTrue();
                assertThat(second.octets()).isEqualTo(400_003);
                assertThat(second.command().complete()).isFalse();
                assertThat(second.command().octets())
                        .asString(ISO_8859_1)
                        .isEqualTo("a APPEND x {3+}\r\n (\\Seen) {400000}\r\n");
                assertThat(second.command().messages()).hasSize(2);
            });
            assertThat(text(framer.nextCommand(input))).isEqualTo("+");
        }
    }

    @ParameterizedTest
    @CsvSource({"{400000}, ''", "{400000+}, more", "{5+}, more"})
    void aMessageThatIsRefusedWhenItIsAnnouncedIsTheEndOfItsCommand(String literal, String more) {
        try (ImapFramer framer = framer()) {
            String sent = more.isEmpty() ? "" : "x".repeat(literal.length() > 4 ? 400_000 : 5) + " (" + more + ")\r\n";
            ByteBuf input = buffer("a APPEND x " + literal + "\r\n" + sent + "b NOOP\r\n");
            assertThat(framer.nextCommand(input)).isInstanceOf(ImapFrame.Announcement.class);
            framer.refuse(Condition.NO, ResponseCode.Word.TRYCREATE, "no");
            assertThat(text(framer.nextCommand(input))).isEqualTo("a NO [TRYCREATE] no");
            assertThat(text(framer.nextCommand(input))).isEqualTo("b NOOP");
        }
    }

    @Test
    void aRefusedMessageThatIsFarTooLargeEndsTheConnection() {
        FramingLimits large = new FramingLimits(20, 40, 10, 30, 600_000, 500_000);
        try (ImapFramer framer = new ImapFramer(large, folder)) {
            framer.loggedIn(true);
            assertThat(text(framer.nextCommand(buffer("a APPEND x {600001+}\r\n"))))
                    .isEqualTo("* BYE [TOOBIG] The command is far too large");
        }
    }

    @Test
    void aLiteral8WithNulSaysThatItsEncodingIsUnknown() {
        assertThat(frames("a APPEND x ~{3+}\r\na\0c\r\nb NOOP\r\n"))
                .containsExactly("a NO [UNKNOWN-CTE] No message with NUL is kept here, encode it in base64", "b NOOP");
    }

    @Test
    void aTooLargeMessageIsRefused() {
        String refused = "a NO [TOOBIG] A message has at most 600000 octets here";
        assertThat(frames("a APPEND x {600001}\r\nb NOOP\r\n")).containsExactly(refused, "b NOOP");
        assertThat(frames("a APPEND x {600001+}\r\n" + "x".repeat(600_001) + "\r\nb NOOP\r\n"))
                .containsExactly(refused, "b NOOP");
    }

    @Test
    void nulInAMessageIsRefusedAndItsFileDeleted() {
        assertThat(frames("a APPEND x {300001+}\r\n" + "x".repeat(300_000) + "\0\r\nb NOOP\r\n"))
                .containsExactly("a BAD NUL is not allowed in a literal", "b NOOP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a\\nb        | a\\r\\nb
        a\\rb        | a\\r\\nb
        \\n          | \\r\\n
        \\r          | \\r\\n
        a\\r\\n\\n    | a\\r\\n\\r\\n
        a\\r\\r\\n    | a\\r\\n\\r\\n
        \\r\\n\\r      | \\r\\n\\r\\n
        \\n\\r        | \\r\\n\\r\\n
        a\\r\\t       | a\\r\\n\\t
        \\rä         | \\r\\nä
        \\n\\n\\r\\r\\na | \\r\\n\\r\\n\\r\\n\\r\\na
        """)
    void everyLineOfAMessageEndsWithCrLfHoweverItCame(String escaped, String escapedResult) {
        String message = unescaped(escaped);
        String header = "a APPEND x {" + message.length() + "+}\r\n";
        assertThat(frames(header + message + "\r\nb NOOP\r\n"))
                .containsExactly(header + "<" + unescaped(escapedResult) + ">", "b NOOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\r\n", "a\r\n\r\nb\t\u00e4\u0001", "a\r\nb\r\n"})
    void anyOtherMessageIsTaken(String message) {
        String header = "a APPEND x {" + message.length() + "+}\r\n";
        assertThat(frames(header + message + "\r\nb NOOP\r\n")).containsExactly(header + "<" + message + ">", "b NOOP");
    }

    @Test
    void aMessageThatIsNotFollowedByTheEndOfItsCommandStaysOneCommand() {
        assertThat(frames("a APPEND x {3+}\r\nabc\r\nb NOOP\r\n")).hasSize(2);
        assertThat(frames("a APPEND x {3+}\r\nabcdef\r\nb NOOP\r\n"))
                .containsExactly("a APPEND x {3+}\r\n<abc>def", "b NOOP");
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAMessageLeavesNoFile() {
        assertThat(frames("a APPEND x {500000}\r\n" + "x".repeat(400_000))).containsExactly("+");
    }

    @Test
    void aFolderThatCannotBeWrittenRefusesLargeMessagesOnly() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path temporary = folder;
        folder = file;
        assertThat(frames("a APPEND x {3+}\r\nabc\r\nb NOOP\r\n"))
                .containsExactly("a APPEND x {3+}\r\n<abc>", "b NOOP");
        assertThat(frames("a APPEND x {300000+}\r\n" + "x".repeat(300_000) + "\r\nb NOOP\r\n"))
                .containsExactly("a NO [UNAVAILABLE] The message cannot be kept, try again later", "b NOOP");
        folder = temporary;
        Files.delete(file);
    }

    @Test
    void aRawLineHasNoLiterals() {
        try (ImapFramer framer = framer()) {
            ByteBuf input = buffer("DONE\r\ndGVzdA== {5}\r\n\r\nb NOOP\r\n");
            assertThat(framer.nextLine(input)).satisfies(f -> assertLine(f, "DONE"));
            assertThat(framer.nextLine(input)).satisfies(f -> assertLine(f, "dGVzdA== {5}"));
            assertThat(framer.nextLine(input)).satisfies(f -> assertLine(f, ""));
            assertThat(text(framer.nextCommand(input))).isEqualTo("b NOOP");
            assertThat(framer.nextLine(input)).isInstanceOf(ImapFrame.NeedMore.class);
        }
    }

    @Test
    void aRawLineThatIsRefusedHasNoTag() {
        try (ImapFramer framer = framer()) {
            ByteBuf input = buffer("a b\0c\r\na " + "x".repeat(100) + "\r\nDONE\n\r\n");
            assertThat(text(framer.nextLine(input))).isEqualTo("* BAD NUL is not allowed");
            assertThat(text(framer.nextLine(input))).isEqualTo("* BAD [TOOBIG] The command is longer than 40 octets");
            assertThat(text(framer.nextLine(input))).isEqualTo("* BAD A line ends with CRLF, not with LF alone");
            assertThat(framer.nextLine(input)).satisfies(f -> assertLine(f, ""));
        }
    }

    @Test
    void anEndlessLineCostsNoMemory() {
        FramingLimits patient = new FramingLimits(20, 40, 10, 30, 600_000, Long.MAX_VALUE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuf piece = buffer("x".repeat(100_000));
        try (ImapFramer framer = new ImapFramer(patient, folder)) {
            framer.nextCommand(piece);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                framer.nextCommand(piece.readerIndex(0));
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
        }
    }

    @Test
    void allThatArrivesIsConsumedSoThatAReaderNeverHasToWait() {
        try (ImapFramer framer = framer()) {
            ByteBuf input = buffer("a LOGIN {5}\r\nal");
            framer.nextCommand(input);
            framer.nextCommand(input);
            assertThat(input.isReadable()).isFalse();
        }
    }

    private static void assertLine(ImapFrame frame, String text) {
        assertThat(frame).isInstanceOf(ImapFrame.Line.class);
        assertThat(text(frame)).isEqualTo(text);
    }

    /** The frames of the octets, which must be the same however they are split. */
    private List<String> frames(String octets) {
        List<String> atOnce = new ArrayList<>();
        try (ImapFramer framer = framer()) {
            drain(framer, buffer(octets), atOnce);
        }
        List<String> octetByOctet = new ArrayList<>();
        try (ImapFramer framer = framer()) {
            for (int i = 0; i < octets.length() && !isOver(octetByOctet); i++) {
                drain(framer, buffer(octets.substring(i, i + 1)), octetByOctet);
            }
        }
        assertThat(octetByOctet).isEqualTo(atOnce);
        return atOnce;
    }

    private static String unescaped(String octets) {
        return octets.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    private static boolean isOver(List<String> frames) {
        return !frames.isEmpty() && frames.get(frames.size() - 1).startsWith("* BYE");
    }

    private static void drain(ImapFramer framer, ByteBuf input, List<String> frames) {
        while (!isOver(frames)) {
            ImapFrame frame = framer.nextCommand(input);
            if (frame instanceof ImapFrame.NeedMore) {
                assertThat(input.isReadable()).isFalse();
                return;
            }
            if (frame instanceof ImapFrame.Announcement) {
                continue;
            }
            frames.add(text(frame));
        }
    }

    private static String text(ImapFrame frame) {
        return Frames.text(frame);
    }

    private ImapFramer framer() {
        FramingLimits limits = new FramingLimits(
                LIMITS.lineBeforeLogin(),
                line,
                LIMITS.literalsBeforeLogin(),
                LIMITS.literals(),
                LIMITS.message(),
                LIMITS.discard());
        ImapFramer framer = new ImapFramer(limits, folder);
        if (loggedIn) {
            framer.loggedIn(true);
        }
        return framer;
    }

    private static ByteBuf buffer(String octets) {
        return Unpooled.copiedBuffer(octets, ISO_8859_1);
    }

    private List<Path> filesInFolder() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        }
        return files;
    }
}
