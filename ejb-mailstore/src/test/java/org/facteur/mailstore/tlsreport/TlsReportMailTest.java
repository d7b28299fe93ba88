package org.facteur.mailstore.tlsreport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.TlsFailure;
import org.junit.jupiter.api.Test;

/** A report as it is mailed, and as it is read. */
class TlsReportMailTest {

    private static final Instant NOW = Instant.parse("2026-03-02T01:02:03Z");

    private static final TlsReport REPORT = new TlsReport(
            "5065427c-23d3",
            "The \"Post\" Office",
            "tls@here.example",
            "there.example",
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-03-01T23:59:59Z"),
            List.of(
                    Samples.success(Samples.sts("there.example"), 7),
                    Samples.failure(
                            Samples.sts("there.example"), TlsFailure.CERTIFICATE_EXPIRED, "mx.there.example", 2),
                    Samples.success(AppliedPolicy.none("there.example"), 1)));

    private static byte[] mail() {
        return TlsReportMail.compose(REPORT, "mail.here.example", "reports@there.example", NOW);
    }

    @Test
    void theMessageIsWhatReceiversExpect() throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail()));

        assertThat(message.getHeader("TLS-Report-Domain", null)).isEqualTo("there.example");
        assertThat(message.getHeader("TLS-Report-Submitter", null)).isEqualTo("mail.here.example");
        assertThat(message.getHeader("TLS-Required", null)).isEqualTo("No");
        assertThat(message.getSubject())
                .isEqualTo("Report Domain: there.example Submitter: mail.here.example"
                        + " Report-ID: <5065427c-23d3@mail.here.example>");
        assertThat(message.getContentType()).contains("multipart/report", "report-type=\"tlsrpt\"");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("from 2026-03-01T00:00:00Z", "8 were as they should be, 2 were not", "étaient comme il faut");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("application/tlsrpt+gzip");
        assertThat(parts.getBodyPart(1).getFileName())
                .isEqualTo("mail.here.example!there.example!1772323200!1772409599!5065427c-23d3.json.gz");
        assertThat(new String(mail(), StandardCharsets.UTF_8).lines().mapToInt(String::length))
                .allMatch(length -> length < 200);
    }

    @Test
    void theReportIsWrittenAsTheStandardHasIt() throws Exception {
        String json = new String(
                new GZIPInputStream(new ByteArrayInputStream(REPORT.compressed())).readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"organization-name\":\"The \\\"Post\\\" Office\",\"date-range\":{"
                        + "\"start-datetime\":\"2026-03-01T00:00:00Z\",\"end-datetime\":\"2026-03-01T23:59:59Z\"},"
                        + "\"contact-info\":\"tls@here.example\",\"report-id\":\"5065427c-23d3\",\"policies\":[{\"policy\":{\"policy-type\":\"sts\",\"policy-string\":[\"version:"
                        + " STSv1\",\"mode: enforce\",\"mx: mx.there.example\",\"max_age:"
                        + " 86400\"],\"policy-domain\":\"there.example\","
                        + "\"mx-host\":[\"mx.there.example\"]},\"summary\":{\"total-successful-session-count\":7,"
                        + "\"total-failure-session-count\":2},\"failure-details\":[{"
                        + "\"result-type\":\"certificate-expired\",\"sending-mta-ip\":\"192.0.2.1\","
                        + "\"receiving-mx-hostname\":\"mx.there.example\",\"receiving-ip\":\"192.0.2.7\",\"failed-session-count\":2,\"failure-reason-code\":\"It"
                        + " is not right\"}]},"
                        + "{\"policy\":{\"policy-type\":\"no-policy-found\",\"policy-domain\":\"there.example\"},"
                        + "\"summary\":{\"total-successful-session-count\":1,\"total-failure-session-count\":0}}]}");
    }

    @Test
    void whatIsSentCanBeRead() {
        ReceivedReport read =
                TlsReportMessage.read(new ByteArrayInputStream(mail())).orElseThrow();

        assertThat(read.organisation()).isEqualTo("The \"Post\" Office");
        assertThat(read.name()).isEqualTo("5065427c-23d3");
        assertThat(read.begin()).isEqualTo(REPORT.begin());
        assertThat(read.end()).isEqualTo(REPORT.end());
        assertThat(read.successes()).isEqualTo(8);
        assertThat(read.policies().get(0))
                .isEqualTo(new ReceivedReport.Policy(
                        "sts",
                        "there.example",
                        7,
                        2,
                        List.of(new ReceivedReport.Failure(
                                "certificate-expired",
                                "192.0.2.1",
                                "mx.there.example",
                                "192.0.2.7",
                                "It is not right",
                                2))));
    }
}
