package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.facteur.imap.session.ImapSettings;
import org.facteur.imap.session.MessageLimits;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server announces is in the table that people read. */
class DocumentedCapabilitiesTest {

    @TempDir
    private Path folder;

    private static Set<String> announced(String answer) {
        String line = answer.lines()
                .filter(each -> each.startsWith("* CAPABILITY "))
                .findFirst()
                .orElseThrow();
        return new TreeSet<>(
                Arrays.asList(line.substring("* CAPABILITY ".length()).split(" ")));
    }

    private static Set<String> documented() throws Exception {
        return Files.readString(Path.of("..", "docs", "imap.md"))
                .lines()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Capability "))
                .flatMap(line ->
                        Arrays.stream(line.split(" \\| ")[0].substring(2).split(", ")))
                .collect(Collectors.toSet());
    }

    /** A client of a server that offers everything, by TLS. */
    private static final class Equipped extends Client {

        Equipped(InMemoryImapListener store, Path folder) {
            super(store, withLimits(ImapSettings.of("mail.example.test", folder)), () -> 0);
        }

        private static ImapSettings withLimits(ImapSettings usual) {
            return new ImapSettings(
                    usual.serverName(),
                    usual.spoolFolder(),
                    usual.limits(),
                    usual.loginPatience(),
                    usual.patience(),
                    usual.badCommandsBeforeLogin(),
                    usual.badCommands(),
                    usual.connectionsOfUser(),
                    new MessageLimits(100, 10));
        }

        @Override
        public Optional<String> tls() {
            return Optional.of("TLSv1.3 TLS_AES_128_GCM_SHA256");
        }

        @Override
        public Optional<byte[]> channelBinding(String type) {
            return Optional.of(new byte[] {1});
        }

        @Override
        public Optional<String> tokenIssuer() {
            return Optional.of("https://sso.example.test");
        }

        @Override
        public boolean asksForCertificate() {
            return true;
        }

        @Override
        public Optional<X509Certificate> clientCertificate() {
            try {
                TrustManagerFactory authorities =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                authorities.init((KeyStore) null);
                return Optional.of(((X509TrustManager) authorities.getTrustManagers()[0]).getAcceptedIssuers()[0]);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean offersCompression() {
            return true;
        }
    }

    /** A client elsewhere, before TLS. */
    private static final class Far extends Client {

        Far(InMemoryImapListener store, Path folder) {
            super(store, folder);
        }

        @Override
        public boolean canStartTls() {
            return true;
        }

        @Override
        public boolean allowsPlaintextPassword() {
            return false;
        }
    }

    @Test
    void theTableHasWhatIsAnnouncedAndNothingElse() throws Exception {
        InMemoryImapListener store = new InMemoryImapListener();
        store.makeAdministrator(store.addAccount("alice@example.test", "alice"));
        Set<String> announced = new TreeSet<>();
        for (Client client : List.of(new Far(store, folder), new Equipped(store, folder))) {
            client.take(client.session().greet());
            announced.addAll(announced(client.say("a CAPABILITY")));
        }
        announced.addAll(announced(new Equipped(store, folder)
                .selected("alice@example.test", "alice")
                .say("a CAPABILITY")));
        Set<String> rows = documented();

        assertThat(announced).allMatch(name -> rows.contains(name) || rows.contains(beginning(name)));
        assertThat(rows)
                .allMatch(row -> announced.contains(row)
                        || announced.stream().anyMatch(name -> beginning(name).equals(row)));
    }

    /** Of a capability with a number. */
    private static String beginning(String name) {
        return name.substring(0, name.indexOf('=') + 1);
    }

    @Test
    void whatIsNotConfiguredIsNotAnnounced() throws Exception {
        InMemoryImapListener store = new InMemoryImapListener();
        store.addAccount("alice@example.test", "alice");
        Client client = new Client(store, folder);
        client.take(client.session().greet());

        assertThat(announced(client.say("a CAPABILITY")))
                .contains("AUTH=PLAIN", "AUTH=SCRAM-SHA-256")
                .doesNotContain(
                        "STARTTLS",
                        "LOGINDISABLED",
                        "AUTH=SCRAM-SHA-256-PLUS",
                        "AUTH=EXTERNAL",
                        "AUTH=OAUTHBEARER",
                        "AUTH=XOAUTH2");
        client.say("b LOGIN alice@example.test alice");
        assertThat(announced(client.say("c CAPABILITY")))
                .contains("IDLE")
                .doesNotContain("COMPRESS=DEFLATE", "QUOTASET", "AUTH=PLAIN", "SASL-IR")
                .noneMatch(name -> name.startsWith("MESSAGELIMIT=") || name.startsWith("SAVELIMIT="));
    }
}
