package org.facteur.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.facteur.imap.framing.FramedCommand;
import org.facteur.imap.framing.FramingLimits;
import org.facteur.imap.framing.ImapFrame;
import org.facteur.imap.framing.ImapFramer;
import org.facteur.imap.response.ImapResponse.StatusResponse;

/** Whatever a client sends: an answer to each command, however the octets are split, and no other exception. */
class ImapInputPropertyTest {

    private static final FramingLimits LIMITS = new FramingLimits(200, 300, 50, 100, 1_000, 2_000);

    /** Of which most commands consist; with them random input gets far into the grammar. */
    private static final String[] TOKENS = {
        "a",
        "b1",
        " ",
        " ",
        " ",
        " ",
        " ",
        "\r\n",
        "\r\n",
        "\r\n",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "\"",
        "\"",
        "\\",
        "{",
        "}",
        "{0}\r\n",
        "{1}\r\n",
        "{3+}\r\n",
        "{60+}\r\n",
        "{2000}\r\n",
        "{9999999999999999999+}\r\n",
        "0",
        "1",
        "9",
        "4294967295",
        "4294967296",
        ":",
        ",",
        "*",
        "%",
        "+",
        "-",
        ".",
        "~",
        "&",
        "&APw-",
        "\r",
        "\n",
        "\0",
        "\u00e4",
        "\u00ff",
        "NIL",
        "INBOX",
        "x/y",
        "/",
        "LOGIN",
        "AUTHENTICATE",
        "PLAIN",
        "SELECT",
        "CREATE",
        "RENAME",
        "LIST",
        "LSUB",
        "RETURN",
        "SPECIAL-USE",
        "STATUS",
        "MESSAGES",
        "APPEND",
        "REPLACE",
        "CATENATE",
        "(TEXT {3+}\r\n",
        "URL",
        "/INBOX/;UID=1/;SECTION=2",
        "~{3}\r\n",
        "ID",
        "ENABLE",
        "UID",
        "COPY",
        "MOVE",
        "STORE",
        "FLAGS",
        "FLAGS.SILENT",
        "\\Seen",
        "\\Recent",
        "FETCH",
        "ALL",
        "BODY",
        "BODY.PEEK",
        "RFC822",
        "HEADER",
        "HEADER.FIELDS",
        ".NOT",
        "TEXT",
        "MIME",
        "SEARCH",
        "CHARSET",
        "UTF-8",
        "UTF-7",
        "OR",
        "NOT",
        "KEYWORD",
        "ON",
        "SENTSINCE",
        "1-Feb-1994",
        "31-Feb-1994",
        "\" 1-Feb-1994 00:00:00 +0000\"",
        "EXPUNGE",
        "IDLE",
        "NOOP"
    };

    private static final String[] COMMANDS = {
        "a LOGIN alice {6+}\r\nsecret",
        "a AUTHENTICATE PLAIN AGFsaWNlAGFsaWNl",
        "a LIST (SPECIAL-USE) \"\" (\"*\" INBOX%) RETURN (SPECIAL-USE)",
        "a STATUS &U,BTFw-/&ZeVnLIqe- (MESSAGES UNSEEN)",
        "a APPEND {5+}\r\nINBOX (\\Seen $x) \" 1-Feb-1994 00:00:00 +0000\" {12+}\r\nSubject: x\r\n",
        "a APPEND x {2+}\r\nab (\\Seen) CATENATE (URL {9+}\r\n/x/;UID=1 TEXT {3+}\r\nabc URL \"/y/;UID=2\") ~{1+}\r\nx",
        "a UID REPLACE 4 INBOX CATENATE (TEXT {3+}\r\nabc)",
        "a ID (\"name\" \"x\" \"version\" NIL)",
        "a UID STORE 1:*,4:2 +FLAGS.SILENT (\\Seen $Junk)",
        "a FETCH 1:2 (ENVELOPE BODY.PEEK[2.1.HEADER.FIELDS.NOT (\"From\" To)]<0.100> RFC822.SIZE)",
        "a UID SEARCH CHARSET UTF-8 OR (SUBJECT {2+}\r\n\u00c3\u00a4 NOT SEEN) SENTON 1-Feb-1994 HEADER X \"\" UID 1:*",
        "a MOVE 1,2,3 \"x y\""
    };

    private final ImapCommandParser parser = new ImapCommandParser();
    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Property(tries = 5_000)
    void octetsByChance(@ForAll @Size(max = 400) byte[] octets, @ForAll boolean loggedIn) {
        play(octets, octets.length, loggedIn);
    }

    @Property(tries = 20_000)
    void tokensByChance(@ForAll("tokens") String input, @ForAll boolean loggedIn) {
        byte[] octets = input.getBytes(ISO_8859_1);
        play(octets, octets.length, loggedIn);
    }

    @Property(tries = 20_000)
    void commandsWithMistakes(@ForAll("mistakes") String input) {
        byte[] octets = (input + "\r\n").getBytes(ISO_8859_1);
        play(octets, octets.length, true);
    }

    @Property(tries = 3_000)
    void howTheOctetsAreSplitDoesNotMatter(
            @ForAll("tokens") String input, @ForAll @IntRange(min = 1, max = 7) int piece, @ForAll boolean loggedIn) {
        byte[] octets = input.getBytes(ISO_8859_1);
        assertThat(play(octets, piece, loggedIn)).isEqualTo(play(octets, octets.length, loggedIn));
    }

    @Property(tries = 3_000)
    void afterABadCommandTheNextOneIsUnderstood(@ForAll("tokens") String input) {
        String withoutLiterals = input.replace("{", "").replace("}", "");
        List<String> answers = play((withoutLiterals + "\r\nz NOOP\r\n").getBytes(ISO_8859_1), 50, true);
        assertThat(answers).last().isEqualTo("TaggedCommand[tag=z, command=Noop[]]");
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(60).map(tokens -> String.join("", tokens));
    }

    /** A command with up to three octets replaced, removed or doubled. */
    @Provide
    Arbitrary<String> mistakes() {
        Arbitrary<int[]> mistake = Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 255))
                .as((at, kind, octet) -> new int[] {at, kind, octet});
        return Combinators.combine(Arbitraries.of(COMMANDS), mistake.list().ofMaxSize(3))
                .as(ImapInputPropertyTest::withMistakes);
    }

    private static String withMistakes(String command, List<int[]> mistakes) {
        StringBuilder text = new StringBuilder(command);
        for (int[] mistake : mistakes) {
            int at = mistake[0] % text.length();
            switch (mistake[1]) {
                case 0 -> text.setCharAt(at, (char) mistake[2]);
                case 1 -> text.insert(at, text.charAt(at));
                case 2 -> text.insert(at, " ");
                default -> text.replace(at, at + 1, "");
            }
        }
        return text.toString();
    }

    /** What a session would do with the octets, in pieces of a size, as text. */
    private List<String> play(byte[] octets, int piece, boolean loggedIn) {
        List<String> answers = new ArrayList<>();
        try (ImapFramer framer = new ImapFramer(LIMITS, folder)) {
            if (loggedIn) {
                framer.loggedIn(true);
            }
            for (int at = 0; at < octets.length; at += piece) {
                ByteBuf input = Unpooled.wrappedBuffer(octets, at, Math.min(piece, octets.length - at));
                if (!playPiece(framer, input, answers)) {
                    return answers;
                }
            }
        }
        return answers;
    }

    /** False when the stream is given up. */
    private boolean playPiece(ImapFramer framer, ByteBuf input, List<String> answers) {
        ImapFrame frame = framer.nextCommand(input);
        while (!(frame instanceof ImapFrame.NeedMore)) {
            if (frame instanceof ImapFrame.Command command) {
                try (FramedCommand framed = command.command()) {
                    answers.add(parse(framed));
                }
            } else if (frame instanceof ImapFrame.Announcement announcement) {
                answers.add(decide(framer, announcement));
            } else {
                answers.add(frame.toString());
            }
            if (frame instanceof ImapFrame.Violation violation && violation.fatal()) {
                return false;
            }
            frame = framer.nextCommand(input);
        }
        assertThat(input.isReadable()).isFalse();
        return true;
    }

    /** What comes before a message is wrong already, or it may come. */
    private String decide(ImapFramer framer, ImapFrame.Announcement announcement) {
        try {
            return "announced " + value(announcement.command());
        } catch (ImapSyntaxException refusal) {
            StatusResponse reply = refusal.reply();
            framer.refuse(reply.condition(), reply.code(), reply.text());
            return "refused " + reply;
        }
    }

    private String parse(FramedCommand framed) {
        try {
            return value(framed);
        } catch (ImapSyntaxException refusal) {
            return refusal.reply().toString();
        }
    }

    /** A message has no value, only an identity. */
    private String value(FramedCommand framed) throws ImapSyntaxException {
        return parser.parse(framed, false).toString().replaceAll("source=[^]]*", "source");
    }
}
