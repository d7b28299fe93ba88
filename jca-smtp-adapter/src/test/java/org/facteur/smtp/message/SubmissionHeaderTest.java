package org.facteur.smtp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionHeaderTest {

    private static final String DATE = "Date: Sat, 21 Nov 2026 21:52:44 +0000\r\n";
    private static final String ID = "Message-ID: <1@mail.example.test>\r\n";

    @ParameterizedTest
    @CsvSource({
        "'Subject: x\r\n\r\nBody\r\n',                           'Subject: x\r\n%D%I\r\nBody\r\n'",
        "'DATE: now\r\nmessage-id: <x>\r\n\r\nDate: no\r\n',     'DATE: now\r\nmessage-id: <x>\r\n\r\nDate: no\r\n'",
        "'Date : now\r\n\r\n',                                   'Date : now\r\n%I\r\n'",
        "'X-Date: now\r\nDated: x\r\n\r\n',                      'X-Date: now\r\nDated: x\r\n%D%I\r\n'",
        "'Bcc: a@x\r\nTo: b@x\r\n\r\nBcc: kept\r\n',             'To: b@x\r\n%D%I\r\nBcc: kept\r\n'",
        "'To: b@x\r\nBCC : a@x,\r\n\tc@x\r\n d@x\r\nCc: e\r\n f\r\n\r\n', 'To: b@x\r\nCc: e\r\n f\r\n%D%I\r\n'",
        "'Resent-Bcc: a@x\r\nbcc:\r\n\r\n',                      '%D%I\r\n'",
        "'Bcc-x: a\r\nX-Bcc: b\r\n\r\n',                         'Bcc-x: a\r\nX-Bcc: b\r\n%D%I\r\n'",
        "'Subject: x\r\n',                                       'Subject: x\r\n%D%I'",
        "'Bcc: a@x',                                             '%D%I'",
        "'Subject: x\r\nno field\r\nBcc: kept\r\n',              'Subject: x\r\n%D%Ino field\r\nBcc: kept\r\n'",
        "'\r\nBody',                                             '%D%I\r\nBody'",
        "'.',                                                    '%D%I.'",
        "'',                                                     '%D%I'",
    })
    void aHeaderIsCompleted(String submitted, String completed) {
        String expected = completed.replace("%D", DATE).replace("%I", ID);
        assertThat(completed(submitted, submitted.length() + 1)).isEqualTo(expected);
        for (int piece = 1; piece < 4; piece++) {
            assertThat(completed(submitted, piece)).isEqualTo(expected);
        }
    }

    @Test
    void aNameWithoutEndIsHeldNoLongerThanItMatters() {
        String fields = "X".repeat(100_000) + ": x\r\nBcc" + " ".repeat(1_000) + ": a@x\r\nTo: b@x\r\n\r\n";
        assertThat(completed(fields, 1000)).isEqualTo("X".repeat(100_000) + ": x\r\nTo: b@x\r\n" + DATE + ID + "\r\n");
    }

    private static String completed(String submitted, int piece) {
        SubmissionHeader header = new SubmissionHeader("Sat, 21 Nov 2026 21:52:44 +0000", "<1@mail.example.test>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = submitted.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length; at += piece) {
            byte[] next = java.util.Arrays.copyOfRange(octets, at, Math.min(octets.length, at + piece));
            header.accept(next, next.length, (passed, length) -> out.write(passed, 0, length));
        }
        header.end((passed, length) -> out.write(passed, 0, length));
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
