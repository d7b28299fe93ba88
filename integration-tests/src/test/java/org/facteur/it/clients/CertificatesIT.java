package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates for several names, as a client that asks for one sees them, and what happens when they are renewed. */
class CertificatesIT {

    /** Files are looked at every five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void eachNameHasItsCertificateAndARenewedOneIsShownToWhoComesThen() throws Exception {
        Path certificates =
                Files.createDirectories(folder.resolve("certificates/two.test")).getParent();
        certify("mail.one.test", certificates.resolve("one.crt"), certificates.resolve("one.key"));
        certify(
                "mail.two.test",
                certificates.resolve("two.test/fullchain.pem"),
                certificates.resolve("two.test/privkey.pem"));
        Path data = Files.createDirectory(folder.resolve("server"));
        try (FacteurServer server = FacteurServer.start(
                data,
                Map.of("FACTEUR_TLS_CERTIFICATES", certificates.toString(), "FACTEUR_HOSTNAME", "mail.two.test"))) {
            assertThat(shown(server, Listener.IMAP, "-starttls", "imap", "-servername", "mail.one.test"))
                    .contains("subject=CN = mail.one.test");
            assertThat(shown(server, Listener.SMTP, "-starttls", "smtp", "-servername", "mail.two.test"))
                    .contains("subject=CN = mail.two.test");
            assertThat(shown(server, Listener.POP3S, "-noservername"))
                    .as("its own name, and no self-signed certificate")
                    .contains("subject=CN = mail.two.test");
            assertThat(shown(server, Listener.IMAPS, "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"))
                    .contains("alert protocol version");

            try (LineClient before = LineClient.connect(server, Listener.IMAPS)) {
                before.lineBeginning("* OK");
                String old = shown(server, Listener.IMAPS, "-servername", "mail.one.test");
                certify("mail.one.test", certificates.resolve("one.crt"), certificates.resolve("one.key"));
                await().atMost(PATIENCE)
                        .until(() -> !certificate(shown(server, Listener.IMAPS, "-servername", "mail.one.test"))
                                .equals(certificate(old)));
                before.say("a NOOP").lineBeginning("a OK");
            }
            assertThat(server.admin().call("GET", "metrics", "").body())
                    .contains("facteur_tls_handshakes", "version=\"TLSv1.3\"", "facteur_tls_handshakes_failed");
        }
    }

    private static void certify(String name, Path certificate, Path key) {
        Command.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + name,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .orFail();
    }

    private static String shown(FacteurServer server, Listener listener, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "openssl", "s_client", "-connect", "127.0.0.1:" + server.ports().of(listener)));
        command.addAll(List.of(options));
        return Command.run(command).output();
    }

    private static String certificate(String said) {
        return said.substring(said.indexOf("-----BEGIN"), said.indexOf("-----END"));
    }
}
