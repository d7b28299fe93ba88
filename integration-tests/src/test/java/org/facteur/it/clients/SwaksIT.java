package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.facteur.it.clients.Command.Outcome;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every path by which a message comes in, and every refusal, as swaks sees them. */
@ExtendWith(SharedServer.class)
class SwaksIT {

    private final FacteurServer server;
    private final String alice;

    SwaksIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "swaks");
    }

    private Outcome swaks(Listener listener, String recipient, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "swaks",
                "--server",
                "127.0.0.1",
                "--port",
                Integer.toString(server.port(listener)),
                "--from",
                "somebody@elsewhere.example",
                "--to",
                recipient,
                "--header",
                "Subject: by swaks"));
        command.addAll(List.of(more));
        return Command.run(command);
    }

    private List<String> inbox() throws Exception {
        return new MailClient(server.ports(), alice, SharedServer.PASSWORD).subjectsByImap();
    }

    @Test
    void anotherServerDelivers() throws Exception {
        assertThat(swaks(Listener.SMTP, alice).orFail().output()).contains("<-  250 2.0.0");
        assertThat(inbox()).containsExactly("by swaks");
    }

    @Test
    void anotherServerDeliversWithStartTls() throws Exception {
        assertThat(swaks(Listener.SMTP, alice, "--tls").orFail().output()).contains("<~  250 2.0.0");
        assertThat(inbox()).containsExactly("by swaks");
    }

    @Test
    void aPipeliningServerDelivers() throws Exception {
        swaks(Listener.SMTP, alice, "--pipeline").orFail();
        assertThat(inbox()).containsExactly("by swaks");
    }

    @Test
    void anOldServerSaysHelo() throws Exception {
        swaks(Listener.SMTP, alice, "--protocol", "SMTP").orFail();
        assertThat(inbox()).containsExactly("by swaks");
    }

    @Test
    void aMessageForTwoArrivesAtBoth() throws Exception {
        String bob = SharedServer.newAccount(server, "swaks");
        swaks(Listener.SMTP, alice + "," + bob).orFail();
        assertThat(inbox()).containsExactly("by swaks");
        assertThat(new MailClient(server.ports(), bob, SharedServer.PASSWORD).subjectsByPop3())
                .containsExactly("by swaks");
    }

    @Test
    void anUnknownUserIsRefusedAtOnce() {
        Outcome outcome = swaks(Listener.SMTP, "nobody@" + SharedServer.DOMAIN);
        assertThat(outcome.status()).isEqualTo(24);
        assertThat(outcome.output()).contains("<** 550 5.1.1").doesNotContain("-> DATA");
    }

    @Test
    void aForeignDomainIsRefusedAtOnce() {
        Outcome outcome = swaks(Listener.SMTP, "somebody@elsewhere.example");
        assertThat(outcome.status()).isEqualTo(24);
        assertThat(outcome.output()).contains("<** 550 5.7.1");
    }

    @Test
    void aUserSubmitsWithStartTls() throws Exception {
        for (String mechanism : List.of("PLAIN", "LOGIN")) {
            swaks(
                            Listener.SUBMISSION,
                            alice,
                            "--tls",
                            "--auth",
                            mechanism,
                            "--auth-user",
                            alice,
                            "--auth-password",
                            SharedServer.PASSWORD,
                            "--from",
                            alice)
                    .orFail();
        }
        assertThat(inbox()).containsExactly("by swaks", "by swaks");
    }

    @Test
    void aUserSubmitsWithImplicitTls() throws Exception {
        swaks(
                        Listener.SUBMISSIONS,
                        alice,
                        "--tls-on-connect",
                        "--auth",
                        "PLAIN",
                        "--auth-user",
                        alice,
                        "--auth-password",
                        SharedServer.PASSWORD,
                        "--from",
                        alice)
                .orFail();
        assertThat(inbox()).containsExactly("by swaks");
    }

    @Test
    void aWrongPasswordIsRefused() {
        Outcome outcome = swaks(
                Listener.SUBMISSION,
                alice,
                "--tls",
                "--auth",
                "PLAIN",
                "--auth-user",
                alice,
                "--auth-password",
                "wrong");
        assertThat(outcome.status()).isEqualTo(28);
        assertThat(outcome.output()).contains("535 5.7.8");
    }

    @Test
    void nobodySubmitsWithoutAuthentication() {
        Outcome outcome = swaks(Listener.SUBMISSION, alice, "--tls");
        assertThat(outcome.status()).isEqualTo(23);
        assertThat(outcome.output()).contains("530 5.7.0");
    }

    @Test
    void theOpenPortOffersNoAuthentication() {
        Outcome outcome = swaks(
                Listener.SMTP,
                alice,
                "--tls",
                "--auth",
                "--auth-user",
                alice,
                "--auth-password",
                SharedServer.PASSWORD);
        assertThat(outcome.status()).isEqualTo(28);
    }

    @Test
    void anLmtpClientDelivers() throws Exception {
        swaks(Listener.LMTP, alice, "--protocol", "LMTP").orFail();
        assertThat(inbox()).containsExactly("by swaks");
    }

    @Test
    void theBodyArrivesAsItWasSent() throws Exception {
        swaks(Listener.SMTP, alice, "--body", ".one dot\n..two dots\n.\nafter a lone dot")
                .orFail();
        String fetched = Command.run(
                        "curl",
                        "-s",
                        "--user",
                        alice + ":" + SharedServer.PASSWORD,
                        "imap://127.0.0.1:" + server.port(Listener.IMAP) + "/INBOX;MAILINDEX=1;SECTION=TEXT")
                .orFail()
                .output();
        assertThat(fetched).startsWith(".one dot\r\n..two dots\r\n.\r\nafter a lone dot\r\n");
    }
}
