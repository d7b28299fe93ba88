package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a FETCH is answered piece by piece, and what happens when the mailbox changes or the store fails in between. */
class FetchReplyTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private AccountId account;

    @BeforeEach
    void makeAccount() {
        account = store.addAccount("alice@example.test", "alice");
    }

    private Client client() throws MailStoreException {
        return new Client(store, spoolFolder).selected("alice@example.test", "alice");
    }

    private String deliver(String message) throws MailStoreException {
        store.deliver(account, message.getBytes(StandardCharsets.ISO_8859_1), Instant.EPOCH);
        return message;
    }

    private static String message(int octets) {
        StringBuilder text = new StringBuilder(octets + 16).append("Subject: large\r\n\r\n");
        for (int line = 0; text.length() < octets; line++) {
            text.append(String.format("%08d the quick brown fox jumps over the lazy dog\r\n", line));
        }
        return text.substring(0, octets - 2) + "\r\n";
    }

    @Test
    void aLargeMessageComesInPiecesAndIsReadRangeByRange() throws MailStoreException {
        String large = deliver(message(3 * MIB + 12_345));
        Client client = client();
        int piecesBefore = client.pieces().size();
        client.begin("a FETCH 1 (UID BODY.PEEK[] FLAGS)");
        int reads = store.calls("read");
        client.takePiece();
        assertThat(store.calls("read") - reads).isEqualTo(1);
        while (client.takePiece()) {
            // takes all
        }
        assertThat(client.taken())
                .isEqualTo("* 1 FETCH (UID 1 BODY[] {" + large.length() + "}\r\n" + large
                        + " FLAGS (\\Recent))\r\na OK FETCH completed\r\n");
        assertThat(client.pieces().stream().skip(piecesBefore)).allMatch(size -> size < 160 << 10);
        assertThat(store.calls("read") - reads).isBetween(13, 14);
    }

    @Test
    void aPartOfALargeMessageIsClippedOnTheWay() throws MailStoreException {
        String large = deliver(message(2 * MIB));
        Client client = client();
        String expected = large.substring(123_456, 123_456 + MIB);
        assertThat(client.say("a FETCH 1 BODY.PEEK[]<123456.1048576>"))
                .isEqualTo("* 1 FETCH (BODY[]<123456> {1048576}\r\n" + expected + ")\r\na OK FETCH completed\r\n");
    }

    @Test
    void twoLargeSectionsOfOneMessageFollowEachOther() throws MailStoreException {
        String large = deliver(message(MIB));
        String text = large.substring(large.indexOf("\r\n\r\n") + 4);
        assertThat(client().say("a FETCH 1 (BODY.PEEK[TEXT] BODY.PEEK[])"))
                .isEqualTo("* 1 FETCH (BODY[TEXT] {" + text.length() + "}\r\n" + text + " BODY[] {" + large.length()
                        + "}\r\n" + large + ")\r\na OK FETCH completed\r\n");
    }

    @Test
    void smallBodiesComeWithWhatIsKnownOfTheirMessages() throws MailStoreException {
        for (int i = 0; i < 70; i++) {
            deliver(message(1000));
        }
        Client client = client();
        int reads = store.calls("read");
        int fetches = store.calls("fetch");
        assertThat(client.say("a FETCH 1:* BODY.PEEK[TEXT]")).endsWith("\r\na OK FETCH completed\r\n");
        assertThat(client.say("b FETCH 1 BODY.PEEK[]<3.9>"))
                .isEqualTo("* 1 FETCH (BODY[]<3> {9}\r\nject: lar)\r\nb OK FETCH completed\r\n");
        assertThat(store.calls("fetch") - fetches).isEqualTo(4);
        assertThat(store.calls("read")).isEqualTo(reads);
    }

    @Test
    void largerBodiesAreReadManyAtATime() throws MailStoreException {
        for (int i = 0; i < 50; i++) {
            deliver(message(20_000));
        }
        Client client = client();
        int reads = store.calls("read");
        int fetches = store.calls("fetch");
        assertThat(client.say("a FETCH 1:* BODY.PEEK[TEXT]")).endsWith("\r\na OK FETCH completed\r\n");
        assertThat(store.calls("fetch") - fetches).isEqualTo(2);
        assertThat(store.calls("read") - reads).isEqualTo(3);
    }

    @Test
    void manySectionsOfOneMessageAreNotHeldAtOnce() throws MailStoreException {
        String message = deliver(message(100_000));
        Client client = client();
        client.begin("a FETCH 1 (" + partials("BODY.PEEK[]", 50, 90_000) + " BODY.PEEK[]<999999.1>)");
        client.takePiece();

        assertThat(store.octetsRead()).isLessThan(MIB);
        while (client.takePiece()) {
            // takes all
        }
        StringBuilder expected = new StringBuilder("* 1 FETCH (");
        for (int i = 0; i < 50; i++) {
            expected.append("BODY[]<" + i + "> {90000}\r\n")
                    .append(message, i, i + 90_000)
                    .append(' ');
        }
        assertThat(client.taken()).isEqualTo(expected + "BODY[]<999999> {0}\r\n)\r\na OK FETCH completed\r\n");
    }

    /** Runs of a section that begin at the first octets of it. */
    private static String partials(String section, int count, int octets) {
        return IntStream.range(0, count)
                .mapToObj(offset -> section + "<" + offset + "." + octets + ">")
                .collect(Collectors.joining(" "));
    }

    @Test
    void manyItemsOfManyMessagesAreNotHeldAtOnce() throws MailStoreException {
        for (int i = 0; i < 100; i++) {
            deliver(message(100));
        }
        Client client = client();
        int fetches = store.calls("fetch");
        assertThat(client.say("a FETCH 1:* (" + partials("BODY.PEEK[HEADER]", 1000, 1) + ")"))
                .contains("* 100 FETCH (BODY[HEADER]<0> {1}\r\nS BODY[HEADER]<1> {1}\r\nu ")
                .endsWith(" BODY[HEADER]<999> {0}\r\n)\r\na OK FETCH completed\r\n");
        assertThat(store.calls("fetch") - fetches).isEqualTo(10);
    }

    @Test
    void theBeginningOfALargePartIsDecodedAlone() throws MailStoreException {
        String encoded = "QUJDREVGR0hJSktM\r\n".repeat(100_000);
        deliver("Content-Transfer-Encoding: base64\r\n\r\n" + encoded);
        Client client = client();
        assertThat(client.say("a FETCH 1 (BINARY.PEEK[1]<4.12>)"))
                .isEqualTo("* 1 FETCH (BINARY[1]<4> ~{12}\r\nEFGHIJKLABCD)\r\na OK FETCH completed\r\n");
        assertThat(store.octetsRead()).isLessThanOrEqualTo(256 << 10);

        assertThat(client.say("b FETCH 1 (BINARY.PEEK[1]<240000.12>)"))
                .isEqualTo("* 1 FETCH (BINARY[1]<240000> ~{12}\r\nABCDEFGHIJKL)\r\nb OK FETCH completed\r\n");
        assertThat(store.octetsRead()).isLessThan(encoded.length());
        assertThat(client.say("c FETCH 1 (BINARY.PEEK[1]<1199996.12>)"))
                .isEqualTo("* 1 FETCH (BINARY[1]<1199996> ~{4}\r\nIJKL)\r\nc OK FETCH completed\r\n");
    }

    @Test
    void flagsAndUidsAreToldWithoutAskingTheStore() throws MailStoreException {
        for (int i = 0; i < 50; i++) {
            deliver(message(100));
        }
        Client client = client();
        int fetches = store.calls("fetch");
        int snapshots = store.calls("snapshot");
        assertThat(client.say("a UID FETCH 1:* FLAGS").lines()).hasSize(51);
        assertThat(client.say("b FETCH 1:* (FLAGS UID)").lines()).hasSize(51);
        assertThat(store.calls("fetch")).isEqualTo(fetches);
        assertThat(store.calls("snapshot")).isEqualTo(snapshots);
    }

    @Test
    void seenIsSetOnceForAPageAndOnlyWhereItIsMissing() throws MailStoreException {
        for (int i = 0; i < 20; i++) {
            deliver(message(100));
        }
        Client client = client();
        client.say("a STORE 3 +FLAGS.SILENT (\\Seen)");
        int stores = store.calls("store");
        String answer = client.say("b FETCH 1:* BODY[TEXT]<0.1>");
        assertThat(store.calls("store") - stores).isEqualTo(1);
        assertThat(answer.lines().filter(line -> line.contains("FLAGS (\\Seen \\Recent)")))
                .hasSize(19);
        client.say("c FETCH 1:* BODY[TEXT]<0.1>");
        assertThat(store.calls("store") - stores).isEqualTo(1);
    }

    @Test
    void aLongHeaderIsReadAsContent() throws MailStoreException {
        StringBuilder header = new StringBuilder("Subject: s\r\n");
        while (header.length() <= 5 * FetchedMessage.MAX_HEADER) {
            header.append("X-Filler: ").append("x".repeat(900)).append("\r\n");
        }
        header.append("To: t@x\r\n\r\n");
        deliver(header + "body\r\n");
        deliver("Subject: short\r\n\r\nbody\r\n");
        Client client = client();
        assertThat(client.say("a FETCH 1:2 BODY.PEEK[HEADER.FIELDS (To Subject)]"))
                .isEqualTo("* 1 FETCH (BODY[HEADER.FIELDS (To Subject)] {23}\r\nSubject: s\r\nTo: t@x\r\n\r\n)\r\n"
                        + "* 2 FETCH (BODY[HEADER.FIELDS (To Subject)] {18}\r\nSubject: short\r\n\r\n)\r\n"
                        + "a OK FETCH completed\r\n");
        assertThat(client.say("b FETCH 1 BODY.PEEK[HEADER.FIELDS.NOT (X-Filler)]<9.4>"))
                .isEqualTo(
                        "* 1 FETCH (BODY[HEADER.FIELDS.NOT (X-Filler)]<9> {4}\r\ns\r\nT)\r\nb OK FETCH completed\r\n");
        assertThat(client.say("c FETCH 1 BODY.PEEK[HEADER]"))
                .isEqualTo("* 1 FETCH (BODY[HEADER] {" + header.length() + "}\r\n" + header
                        + ")\r\nc OK FETCH completed\r\n");
        assertThat(client.say("d FETCH 1 BODY.PEEK[HEADER.FIELDS (None)]<5.4>"))
                .isEqualTo("* 1 FETCH (BODY[HEADER.FIELDS (None)]<5> {0}\r\n)\r\nd OK FETCH completed\r\n");
    }

    @Test
    void aMessageThatGoesBetweenTwoPagesIsPassedOver() throws MailStoreException {
        for (int i = 0; i < 150; i++) {
            deliver(message(20_000));
        }
        Client client = client();
        Client other = client();
        client.begin("a FETCH 1:* BODY.PEEK[TEXT]");
        client.takePiece();
        other.say("b STORE 149 +FLAGS.SILENT (\\Deleted)");
        other.say("c EXPUNGE");
        while (client.takePiece()) {
            // takes all
        }
        assertThat(client.taken())
                .contains("\r\n* 148 FETCH ")
                .doesNotContain("\r\n* 149 FETCH ")
                .contains("\r\n* 150 FETCH ")
                .doesNotContain("EXPUNGE\r\n")
                .endsWith("a NO [EXPUNGEISSUED] Some of the messages do not exist any more\r\n");
        assertThat(client.say("d NOOP")).isEqualTo("* 149 EXPUNGE\r\n* 149 RECENT\r\nd OK NOOP completed\r\n");
    }

    @Test
    void octetsThatAreGoneWithTheirMessageArePassedOver() throws MailStoreException {
        for (int i = 0; i < 3; i++) {
            deliver(message(20_000));
        }
        Client client = client();
        Client other = client();
        store.beforeNext("read", () -> {
            other.say("a STORE 2 +FLAGS.SILENT (\\Deleted)");
            other.say("b EXPUNGE");
            store.loseContentsOfExpunged();
        });
        assertThat(client.say("c FETCH 1:3 BODY.PEEK[]<0.7>"))
                .isEqualTo("* 1 FETCH (BODY[]<0> {7}\r\nSubject)\r\n* 3 FETCH (BODY[]<0> {7}\r\nSubject)\r\n"
                        + "c NO [EXPUNGEISSUED] Some of the messages do not exist any more\r\n");
    }

    @Test
    void octetsThatCannotBeReadAreAFailureThatBreaksNoLiteral() throws MailStoreException {
        deliver(message(20_000));
        deliver(message(MIB));
        Client client = client();
        store.loseContents();
        assertThat(client.say("a FETCH 1 (UID BODY.PEEK[])")).startsWith("a NO [UNAVAILABLE] ");
        assertThat(client.say("b FETCH 2 (UID BODY.PEEK[])")).startsWith("b NO [UNAVAILABLE] ");
        assertThat(client.say("c NOOP")).isEqualTo("c OK NOOP completed\r\n");
    }

    @Test
    void octetsThatGoWithinALiteralEndTheConnection() throws MailStoreException {
        deliver(message(2 * MIB));
        Client client = client();
        client.begin("a FETCH 1 BODY.PEEK[]");
        client.takePiece();
        store.loseContents();
        assertThatThrownBy(() -> {
                    while (client.takePiece()) {
                        // takes all that comes
                    }
                })
                .isInstanceOf(MailStoreException.class);
    }

    @Test
    void aStoreThatGoesAwayBetweenTwoPagesEndsTheAnswerProperly() throws MailStoreException {
        for (int i = 0; i < 150; i++) {
            deliver(message(20_000));
        }
        Client client = client();
        client.begin("a FETCH 1:* BODY.PEEK[]");
        client.takePiece();
        store.setUnavailable(true);
        while (client.takePiece()) {
            // takes all
        }
        assertThat(client.taken()).contains(")\r\n* 26 FETCH ").contains(")\r\na NO [UNAVAILABLE] ");
        store.setUnavailable(false);
        assertThat(client.say("b FETCH 150 UID")).isEqualTo("* 150 FETCH (UID 150)\r\nb OK FETCH completed\r\n");
    }

    @Test
    void whatArrivesMeanwhileIsToldAtTheEnd() throws MailStoreException {
        for (int i = 0; i < 100; i++) {
            deliver(message(20_000));
        }
        Client client = client();
        client.begin("a FETCH 1:* BODY.PEEK[]");
        client.takePiece();
        deliver(message(100));
        while (client.takePiece()) {
            // takes all
        }
        assertThat(client.taken())
                .doesNotContain("* 101 FETCH")
                .endsWith(")\r\n* 101 EXISTS\r\n* 101 RECENT\r\na OK FETCH completed\r\n");
    }

    @Test
    void answersAboutAWholeMailboxComeInPieces() throws MailStoreException {
        for (int i = 0; i < 20_000; i++) {
            deliver("\r\n");
        }
        Client client = client();
        int before = client.pieces().size();
        assertThat(client.say("a UID FETCH 1:* FLAGS").lines()).hasSize(20_001);
        assertThat(client.say("b SEARCH ALL").lines().findFirst().orElseThrow().split(" "))
                .hasSize(20_002);
        assertThat(client.say("c STORE 1:* +FLAGS (\\Seen)").lines()).hasSize(20_001);
        assertThat(client.say("d STORE 1:* +FLAGS.SILENT (\\Deleted)").lines()).hasSize(1);
        assertThat(client.say("e EXPUNGE").lines()).hasSize(20_002);
        assertThat(client.pieces().stream().skip(before)).allMatch(size -> size < 66 << 10);
    }
}
