package org.facteur.mailstore.tlsreport;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.facteur.mailstore.queue.QuotedPrintable;

/** Writes the message in which a report is mailed (RFC 8460 section 5.3): a few words, and the report. */
final class TlsReportMail {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    private static final int BASE64_LINE = 76;

    private TlsReportMail() {}

    /** @param hostname what this server calls itself */
    static byte[] compose(TlsReport report, String hostname, String recipient, Instant now) {
        String submitter = hostname.replaceAll("[^A-Za-z0-9.-]", "?");
        String boundary = "=_" + UUID.randomUUID();
        String file = String.join(
                "!",
                submitter,
                report.destination(),
                Long.toString(report.begin().getEpochSecond()),
                Long.toString(report.end().getEpochSecond()),
                report.id());
        String lines = String.join(
                "\r\n",
                "From: <" + report.contact() + ">",
                "To: <" + recipient + ">",
                "Subject: Report Domain: " + report.destination(),
                " Submitter: " + submitter,
                " Report-ID: <" + report.id() + "@" + submitter + ">",
                "Date: " + DATE.format(now),
                "Message-ID: <" + UUID.randomUUID() + "@" + submitter + ">",
                "TLS-Report-Domain: " + report.destination(),
                "TLS-Report-Submitter: " + submitter,
                // Whoever has broken TLS is to hear of it.
                "TLS-Required: No",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=\"tlsrpt\";",
                " boundary=\"" + boundary + "\"",
                "",
                "--" + boundary,
                "Content-Type: text/plain; charset=utf-8",
                "Content-Language: en, fr",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                QuotedPrintable.encode(words(report, submitter)) + "--" + boundary,
                "Content-Type: application/tlsrpt+gzip",
                "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment;",
                " filename=\"" + file + ".json.gz\"",
                "",
                Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'}).encodeToString(report.compressed()),
                "--" + boundary + "--",
                "");
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    private static String words(TlsReport report, String submitter) {
        return """
            This is how the TLS of the connections of %1$s to servers of %2$s went from %3$s to %4$s: \
            %5$d were as they should be, %6$d were not.

            Voici ce qu'il en est du TLS des connexions de %1$s aux serveurs de %2$s de %3$s à %4$s : \
            %5$d étaient comme il faut, %6$d ne l'étaient pas.
            """.formatted(
                        submitter,
                        report.destination(),
                        report.begin(),
                        report.end(),
                        report.sessions(false),
                        report.sessions(true));
    }
}
