package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.message.MimePart;
import org.junit.jupiter.api.Test;

/** The limits of the scanner, and what it keeps beside the structure. */
class MimeScannerTest {

    private static final String MULTIPART = "Content-Type: multipart/mixed; boundary=b\n\n";

    @Test
    void theHeaderIsKeptWithItsEmptyLine() {
        assertThat(Scans.text("Subject: a\nTo: b@c\n\nbody\n").header())
                .asString(ISO_8859_1)
                .isEqualTo("Subject: a\r\nTo: b@c\r\n\r\n");
    }

    @Test
    void theHeaderOfAPartIsNotPartOfTheHeader() {
        assertThat(Scans.text(MULTIPART + "--b\nSubject: inner\n\nx\n--b--\n").header())
                .asString(ISO_8859_1)
                .doesNotContain("inner");
    }

    @Test
    void aHeaderOfTheLargestSizeIsKept() {
        String header = "X: " + "x".repeat(FetchedMessage.MAX_HEADER - 7) + "\n\n";
        assertThat(Scans.text(header + "body").header()).hasSize(FetchedMessage.MAX_HEADER);
    }

    @Test
    void aLongerHeaderIsNotKeptButUnderstood() {
        ScannedMessage message =
                Scans.text("X: " + "x".repeat(FetchedMessage.MAX_HEADER - 6) + "\nSubject: after\n\nbody");
        assertThat(message.header()).isNull();
        assertThat(message.structure().envelope().subject()).isEqualTo("after");
        assertThat(message.structure().root().bodySize()).isEqualTo(4);
    }

    @Test
    void aFieldBeyondItsLimitIsCut() {
        String name = "Subject: ";
        ScannedMessage message = Scans.text(name + "s".repeat(FieldBuffer.MAX_FIELD) + "\nTo: b@c\n\nbody");
        assertThat(message.structure().envelope().subject()).hasSize(FieldBuffer.MAX_FIELD - name.length());
        assertThat(message.structure().envelope().to()).hasSize(1);
    }

    @Test
    void referencesComeUnfolded() {
        assertThat(Scans.text("References: <a@b>\n <c@d>\n\n").references()).isEqualTo("<a@b> <c@d>");
        assertThat(Scans.text("Subject: none\n\n").references()).isNull();
    }

    @Test
    void partsBeyondTheLimitBelongToTheMultipart() {
        String parts = "--b\n\nx\n".repeat(MimeScanner.MAX_PARTS + 10);
        ScannedMessage message = Scans.text(MULTIPART + parts + "--b--\n");
        MimePart root = message.structure().root();
        assertThat(root.children()).hasSize(MimeScanner.MAX_PARTS - 1);
        assertThat(root.children().get(MimeScanner.MAX_PARTS - 2).bodySize()).isEqualTo(1);
        StructureRules.check(message);
        assertThat(StructureCodec.decode(StructureCodec.encode(message.structure())))
                .isEqualTo(message.structure());
    }

    @Test
    void messagesWithinMessagesEndAtTheDepthLimit() {
        ScannedMessage message = Scans.text("Content-Type: message/rfc822\n\n".repeat(100) + "text");
        StructureRules.check(message);
        int depth = 1;
        MimePart part = message.structure().root();
        while (part.message() != null) {
            part = part.message().root();
            depth++;
        }
        assertThat(depth).isEqualTo(MimeScanner.MAX_DEPTH + 1);
        assertThat(part.bodySize()).isZero();
    }

    @Test
    void textsBeyondTheBudgetAreDropped() {
        String part = "--b\nContent-Description: " + "d".repeat(10_000) + "\nContent-Type: text/html\n\nx\n";
        ScannedMessage message = Scans.text(MULTIPART + part.repeat(200));
        List<MimePart> parts = message.structure().root().children();
        assertThat(parts).hasSize(200).allMatch(child -> child.bodySize() == 1 || child.bodySize() == 3);
        assertThat(parts.get(0).description()).hasSize(10_000);
        assertThat(parts.get(199).description()).isNull();
        StructureRules.check(message);
    }

    @Test
    void addressesBeyondTheLimitAreDropped() {
        String to = String.join(",\n ", Collections.nCopies(AddressSyntax.MAX_ADDRESSES + 5, "a@b"));
        assertThat(Scans.text("To: " + to + "\n\n").structure().envelope().to()).hasSize(AddressSyntax.MAX_ADDRESSES);
    }

    @Test
    void samplesAreTheBeginningsOfTheFirstTexts() {
        String text = "--b\nContent-Type: text/html\n\n<p>" + "x".repeat(MimeScanner.MAX_SAMPLE) + "\n";
        ScannedMessage message = Scans.text(MULTIPART
                + "--b\nContent-Disposition: attachment\n\nnot this\n--b\nContent-Type: text/csv\n\nnor this\n--b\n\nshort\n\n"
                + text + "--b\n\n\n--b\n\nthe fourth\n--b--\n");
        assertThat(message.samples()).hasSize(MimeScanner.MAX_SAMPLES);
        assertThat(message.samples().get(0).octets()).asString(ISO_8859_1).isEqualTo("short\r\n");
        assertThat(message.samples().get(1).octets()).hasSize(MimeScanner.MAX_SAMPLE);
        assertThat(message.samples().get(1).part().subtype()).isEqualTo("html");
        assertThat(message.samples().get(2).octets()).isEmpty();
    }

    @Test
    void aMessageOfGigabytesIsScannedWithoutKeepingIt() throws IOException {
        byte[] line = (("x".repeat(998) + "\r\n").repeat(1000)).getBytes(ISO_8859_1);
        int times = 2200;
        InputStream body = new SequenceInputStream(Collections.enumeration(Collections.nCopies(times, line).stream()
                .map(ByteArrayInputStream::new)
                .toList()));
        InputStream header = new ByteArrayInputStream(Scans.wire(MULTIPART + "--b\n\n"));
        MimePart part = MimeScanner.scan(new SequenceInputStream(header, body))
                .structure()
                .root()
                .children()
                .get(0);
        assertThat(part.bodySize()).isEqualTo(2_200_000_000L);
        assertThat(part.lines()).isEqualTo(2_200_000L);
    }

    @Test
    void aRangeOutsideTheArrayIsTheCallersError() {
        assertThatThrownBy(() -> new MimeScanner().feed(new byte[3], 2, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
