package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that prove who they are without sending a password; mbsync is another. */
@ExtendWith(SharedServer.class)
class ScramIT {

    private static final String SERVER_END_POINT = "p=tls-server-end-point,,";

    @TempDir
    private Path folder;

    private final FacteurServer server;
    private final String alice;

    ScramIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "scram");
    }

    @Test
    void msmtpSubmitsMail() throws Exception {
        Path configuration = Files.createFile(
                folder.resolve("msmtprc"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(configuration, """
                account default
                host 127.0.0.1
                port %d
                from %s
                auth scram-sha-256
                user %s
                password %s
                tls on
                tls_starttls on
                tls_trust_file %s
                """.formatted(
                        server.port(Listener.SUBMISSION),
                        alice,
                        alice,
                        SharedServer.PASSWORD,
                        server.dataFolder().resolve("tls/server.crt")));
        Path message = Files.writeString(folder.resolve("message"), "Subject: by msmtp\n\nHello.\n");

        Command.run("sh", "-c", "msmtp -C %s %s <%s".formatted(configuration, alice, message))
                .orFail();

        assertThat(new MailClient(server.ports(), alice, SharedServer.PASSWORD).subjectsByImap())
                .containsExactly("by msmtp");
    }

    @Test
    void aLoginIsBoundToItsTlsConnection() throws Exception {
        try (Pop3s client = new Pop3s()) {
            assertThat(client.login(client.certificateHash())).startsWith("+OK");
        }
    }

    @Test
    void aLoginThatWasMeantForAnotherConnectionIsRefused() throws Exception {
        try (Pop3s client = new Pop3s()) {
            assertThat(client.login(new byte[32])).startsWith("-ERR [AUTH]");
        }
    }

    /** A client of POP3 with TLS that knows SCRAM-SHA-256-PLUS and nothing else. */
    private final class Pop3s implements AutoCloseable {

        private final SSLSocket socket;
        private final BufferedReader input;
        private final OutputStream output;

        Pop3s() throws IOException, GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, null);
            socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port(Listener.POP3S));
            socket.startHandshake();
            input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            output = socket.getOutputStream();
            assertThat(input.readLine()).startsWith("+OK");
        }

        byte[] certificateHash() throws IOException, GeneralSecurityException {
            Certificate certificate = socket.getSession().getPeerCertificates()[0];
            assertThat(((X509Certificate) certificate).getSigAlgName()).startsWith("SHA256with");
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        }

        /** The answer to a login that is bound to this. */
        String login(byte[] binding) throws IOException, GeneralSecurityException {
            String bare = "n=" + alice + ",r=client";
            say("AUTH SCRAM-SHA-256-PLUS " + base64((SERVER_END_POINT + bare).getBytes(StandardCharsets.US_ASCII)));
            String first = challenge();
            String[] attributes = first.split(",");
            byte[] header = SERVER_END_POINT.getBytes(StandardCharsets.US_ASCII);
            byte[] bound = Arrays.copyOf(header, header.length + binding.length);
            System.arraycopy(binding, 0, bound, header.length, binding.length);
            String last = "c=" + base64(bound) + "," + attributes[0];
            byte[] salted = salted(
                    Base64.getDecoder().decode(attributes[1].substring(2)),
                    Integer.parseInt(attributes[2].substring(2)));
            String authMessage = bare + "," + first + "," + last;
            byte[] key = hmac(salted, "Client Key");
            byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(key), authMessage);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= key[i];
            }
            say(base64((last + ",p=" + base64(proof)).getBytes(StandardCharsets.US_ASCII)));
            String answer = input.readLine();
            if (!answer.startsWith("+ ")) {
                return answer;
            }
            assertThat(decoded(answer)).isEqualTo("v=" + base64(hmac(hmac(salted, "Server Key"), authMessage)));
            say("");
            return input.readLine();
        }

        private void say(String line) throws IOException {
            output.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private String challenge() throws IOException {
            String line = input.readLine();
            assertThat(line).startsWith("+ ");
            return decoded(line);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(SharedServer.PASSWORD.toCharArray(), salt, iterations, 256);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String decoded(String line) {
        return new String(Base64.getDecoder().decode(line.substring(2)), StandardCharsets.US_ASCII);
    }

    /** The certificate is self-signed; that the server knows the account's keys says more. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
