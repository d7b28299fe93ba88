package org.facteur.mailstore.tlsreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of others, as they are and as nobody should send them. */
class TlsReportMessageTest {

    private static final String HEAD = "{\"organization-name\":\"There\",\"report-id\":\"1\",\"date-range\":"
            + "{\"start-datetime\":\"2026-03-01T00:00:00Z\",\"end-datetime\":\"2026-03-02T00:00:00+01:00\"}";

    private static final String POLICIES = ",\"policies\":[{\"policy\":{\"policy-type\":\"sts\","
            + "\"policy-string\":[\"version: STSv1\"],\"policy-domain\":\"here.example\"},\"summary\":"
            + "{\"total-successful-session-count\":3,\"total-failure-session-count\":1}}]";

    private static Optional<ReceivedReport> read(String type, byte[] part) {
        String message = "From: <tls@there.example>\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/report; report-type=tlsrpt; boundary=b\r\n\r\n--b\r\n"
                + "Content-Type: text/plain\r\n\r\nA report.\r\n--b\r\nContent-Type: " + type
                + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(part) + "\r\n--b--\r\n";
        return TlsReportMessage.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Optional<ReceivedReport> read(String json) {
        return read("application/tlsrpt+json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] compressed(byte[] octets, int times) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            for (int i = 0; i < times; i++) {
                gzip.write(octets);
            }
        }
        return compressed.toByteArray();
    }

    @Test
    void whatNobodyKnowsIsPassedOver() {
        ReceivedReport report = read(HEAD + ",\"x\":{\"y\":[1,[2,{\"z\":null}]]},\"contact-info\":17" + POLICIES + "}")
                .orElseThrow();

        assertThat(report.contact()).isEmpty();
        assertThat(report.successes()).isEqualTo(3);
        assertThat(report.failures()).isEqualTo(1);
        assertThat(report.policies().get(0).domain()).isEqualTo("here.example");
    }

    @Test
    void aCompressedOneMayBeCalledAnything() throws Exception {
        byte[] part = compressed((HEAD + POLICIES + "}").getBytes(StandardCharsets.UTF_8), 1);

        assertThat(read("application/gzip", part)).isPresent();
        assertThat(read("Application/TLSRPT+gzip", part)).isPresent();
        assertThat(read("text/plain", part)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "17",
                "{",
                "{}",
                "{\"policies\":{}}",
                HEAD + "}",
                HEAD + POLICIES,
                HEAD + ",\"policies\":[17]}",
                "{\"organization-name\":\"x\",\"report-id\":\"1\",\"date-range\":7" + POLICIES + "}",
            })
    void whatIsNoneIsNone(String json) {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void textsAndNumbersAreBounded() {
        ReceivedReport report = read("{\"organization-name\":\"a\\nb" + "c".repeat(10_000) + "\","
                        + HEAD.substring(1).replaceFirst("\"organization-name\":\"There\",", "")
                        + ",\"policies\":[{\"summary\":{\"total-successful-session-count\":-1,"
                        + "\"total-failure-session-count\":1e999999999}},{\"summary\":"
                        + "{\"total-failure-session-count\":999999999999999999}}]}")
                .orElseThrow();

        assertThat(report.organisation()).hasSize(255).startsWith("a bc");
        assertThat(report.successes()).isZero();
        assertThat(report.failures()).isEqualTo(999_999_999_999_999_999L);
    }

    @Test
    void tooManyPoliciesAreLeftOut() {
        String policy = "{\"policy\":{\"policy-domain\":\"here.example\"},\"failure-details\":["
                + "{\"result-type\":\"x\"},".repeat(200) + "{}]}";
        ReceivedReport report = read(HEAD + ",\"policies\":[" + (policy + ",").repeat(150) + policy + "]}")
                .orElseThrow();

        assertThat(report.policies()).hasSize(TlsReportSyntax.MOST_POLICIES);
        assertThat(report.policies().get(0).details()).hasSize(TlsReportSyntax.MOST_FAILURES);
        assertThat(report.policies().stream()
                        .mapToInt(each -> each.details().size())
                        .sum())
                .isEqualTo(TlsReportSyntax.MOST_FAILURES_OF_REPORT);
    }

    @Test
    void bombsAreNoReports() throws Exception {
        assertThat(read("application/tlsrpt+gzip", compressed(new byte[1 << 20], 1_000)))
                .as("a gigabyte of nothing")
                .isEmpty();
        assertThat(read(HEAD + ",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + POLICIES + "}"))
                .as("deeper than anybody goes")
                .isEmpty();
        assertThat(read(HEAD + ",\"policies\":[{\"summary\":{\"total-failure-session-count\":" + "9".repeat(500_000)
                        + "}}]}"))
                .as("a number of half a million digits")
                .isEmpty();
        byte[] spaces = (HEAD + " ".repeat(TlsReportMessage.LONGEST) + POLICIES + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(read("application/tlsrpt+gzip", compressed(spaces, 1)))
                .as("larger than reports are")
                .isEmpty();
    }

    /** A report within so many multiparts. */
    private static Optional<ReceivedReport> within(int multiparts) {
        StringBuilder message = new StringBuilder("MIME-Version: 1.0\r\n");
        for (int i = 0; i < multiparts; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        message.append("Content-Type: application/tlsrpt+json\r\n\r\n")
                .append(HEAD)
                .append(POLICIES)
                .append("}\r\n");
        for (int i = multiparts - 1; i >= 0; i--) {
            message.append("\r\n--b").append(i).append("--\r\n");
        }
        return TlsReportMessage.read(new ByteArrayInputStream(message.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void howDeepAReportIsHasAnEnd() {
        assertThat(within(TlsReportMessage.DEEPEST - 1)).isPresent();
        assertThat(within(TlsReportMessage.DEEPEST)).isEmpty();
        assertThat(within(15_000)).isEmpty();
    }

    @Test
    void aReportInSomeMembersIsOne() throws Exception {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(compressed(HEAD.getBytes(StandardCharsets.UTF_8), 1));
        members.write(compressed((POLICIES + "}").getBytes(StandardCharsets.UTF_8), 1));

        assertThat(read("application/gzip", members.toByteArray())).isPresent();
    }

    @Test
    void emptyMembersAreNoReport() throws Exception {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        byte[] empty = compressed(new byte[0], 1);
        for (int i = 0; i < 45_000; i++) {
            members.write(empty);
        }
        members.write(compressed((HEAD + POLICIES + "}").getBytes(StandardCharsets.UTF_8), 1));

        assertThat(read("application/gzip", members.toByteArray())).isEmpty();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write("Content-Type: application/gzip\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        message.write(members.toByteArray());
        assertThat(TlsReportMessage.read(new ByteArrayInputStream(message.toByteArray())))
                .isEmpty();
    }

    private static ReceivedReport.Policy firstOf(String policies) {
        return read(HEAD + policies + "}").orElseThrow().policies().get(0);
    }

    @Test
    void namesThatComeAgainDoNotMakeMore() {
        String policies = ",\"policies\":[{},{}]".repeat(1_000);
        String failures = ",\"failure-details\":[{},{}]".repeat(1_000);

        assertThat(read(HEAD + policies + "}").orElseThrow().policies()).hasSize(TlsReportSyntax.MOST_POLICIES);
        assertThat(firstOf(",\"policies\":[{\"x\":1" + failures + "}]").details())
                .hasSize(TlsReportSyntax.MOST_FAILURES);
    }

    @Test
    void noiseIsNoReport() {
        Random random = new Random(8460);
        byte[] whole = (HEAD + POLICIES + "}").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] octets = whole.clone();
            for (int j = random.nextInt(5); j >= 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            read("application/tlsrpt+json", octets);
            read("application/tlsrpt+gzip", octets);
        }
    }
}
