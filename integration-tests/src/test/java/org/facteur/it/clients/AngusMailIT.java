package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Angus Mail, as a Jakarta Mail application uses it: folders, messages, flags, search, and push by IDLE. */
@ExtendWith(SharedServer.class)
class AngusMailIT {

    private static final String MESSAGE = """
            From: =?utf-8?Q?Ren=C3=A9e?= <renee@elsewhere.example>
            To: alice@example.test
            Subject: =?utf-8?Q?Caf=C3=A9?= at noon
            Date: Tue, 3 Nov 2026 12:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            A caf=C3=A9 in the square.
            --outer
            Content-Type: application/octet-stream; name=data.bin
            Content-Disposition: attachment; filename=data.bin
            Content-Transfer-Encoding: base64

            AAECAwQF
            --outer--
            """.replace("\n", "\r\n");

    private final FacteurServer server;
    private final String alice;
    private IMAPStore store;

    AngusMailIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "angus");
    }

    @BeforeEach
    void connect() throws MessagingException {
        store = newStore();
    }

    @AfterEach
    void disconnect() throws MessagingException {
        store.close();
    }

    private IMAPStore newStore() throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.imaps.ssl.trust", "*");
        properties.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        properties.setProperty("mail.imaps.timeout", "60000");
        IMAPStore connected = (IMAPStore) Session.getInstance(properties).getStore("imaps");
        connected.connect("127.0.0.1", server.port(Listener.IMAPS), alice, SharedServer.PASSWORD);
        return connected;
    }

    private static MimeMessage message() throws MessagingException {
        return new MimeMessage((Session) null, new ByteArrayInputStream(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
    }

    private IMAPFolder folderWithTheMessage(String name) throws MessagingException {
        IMAPFolder folder = (IMAPFolder) store.getFolder(name);
        if (!folder.exists()) {
            assertThat(folder.create(Folder.HOLDS_MESSAGES)).isTrue();
        }
        folder.appendMessages(new Message[] {message()});
        folder.open(Folder.READ_WRITE);
        return folder;
    }

    @Test
    void understandsEnvelopeAndStructure() throws Exception {
        try (IMAPFolder folder = folderWithTheMessage("INBOX")) {
            Message message = folder.getMessage(1);
            assertThat(message.getSubject()).isEqualTo("Café at noon");
            assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo("Renée");
            assertThat(message.getSize()).isEqualTo(MESSAGE.length());
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("A café in the square.");
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("data.bin");
            assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void findsByTextAndFlag() throws Exception {
        try (IMAPFolder folder = folderWithTheMessage("INBOX")) {
            folder.getMessage(1).setFlag(Flags.Flag.FLAGGED, true);
            assertThat(folder.search(new SubjectTerm("CAFÉ"))).hasSize(1);
            assertThat(folder.search(new BodyTerm("café in the"))).hasSize(1);
            assertThat(folder.search(
                            new AndTerm(new FlagTerm(new Flags(Flags.Flag.FLAGGED), true), new SubjectTerm("tea"))))
                    .isEmpty();
        }
    }

    @Test
    void movesAndCopiesWithFlagsAndKeywords() throws Exception {
        try (IMAPFolder inbox = folderWithTheMessage("INBOX")) {
            Flags flags = new Flags(Flags.Flag.ANSWERED);
            flags.add("$Important");
            inbox.getMessage(1).setFlags(flags, true);
            IMAPFolder target = (IMAPFolder) store.getFolder("Projects/2026");
            target.create(Folder.HOLDS_MESSAGES);
            inbox.copyMessages(inbox.getMessages(), target);
            Message moved = inbox.getMessage(1);
            inbox.moveMessages(inbox.getMessages(), target);
            assertThat(moved.isExpunged()).isTrue();
            target.open(Folder.READ_ONLY);
            assertThat(target.getMessageCount()).isEqualTo(2);
            assertThat(target.getMessage(2).getFlags().contains(Flags.Flag.ANSWERED))
                    .isTrue();
            assertThat(target.getMessage(2).getFlags().getUserFlags()).containsExactly("$Important");
            target.close();
        }
    }

    @Test
    void renamesAndDeletesFolders() throws Exception {
        Folder folder = store.getFolder("Été & automne");
        folder.create(Folder.HOLDS_MESSAGES);
        long uidValidity = ((UIDFolder) folder).getUIDValidity();
        Folder renamed = store.getFolder("Hiver");
        assertThat(folder.renameTo(renamed)).isTrue();
        assertThat(store.getFolder("Été & automne").exists()).isFalse();
        assertThat(((UIDFolder) renamed).getUIDValidity()).isEqualTo(uidValidity);
        assertThat(renamed.delete(false)).isTrue();
        assertThat(renamed.exists()).isFalse();
    }

    @Test
    void isToldOfNewMailWhileItIsIdle() throws Exception {
        Queue<String> arrived = new ConcurrentLinkedQueue<>();
        IMAPStore watching = newStore();
        IMAPFolder inbox = (IMAPFolder) watching.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        inbox.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                for (Message message : event.getMessages()) {
                    arrived.add("message " + message.getMessageNumber());
                }
            }
        });
        Thread idle = new Thread(() -> {
            try {
                inbox.idle(true);
            } catch (MessagingException e) {
                arrived.add(e.toString());
            }
        });
        idle.start();

        new MailClient(server.ports(), alice, SharedServer.PASSWORD).relay(alice, "ring", "ring");

        await().atMost(Duration.ofSeconds(20)).until(() -> !arrived.isEmpty());
        assertThat(arrived).containsExactly("message 1");
        idle.join(Duration.ofSeconds(20).toMillis());
        watching.close();
    }

    @Test
    void readsAndDeletesByPop3() throws Exception {
        folderWithTheMessage("INBOX").close();
        Properties properties = new Properties();
        properties.setProperty("mail.pop3s.ssl.trust", "*");
        properties.setProperty("mail.pop3s.ssl.checkserveridentity", "false");
        for (int expected : new int[] {1, 0}) {
            try (jakarta.mail.Store maildrop = Session.getInstance(properties).getStore("pop3s")) {
                maildrop.connect("127.0.0.1", server.port(Listener.POP3S), alice, SharedServer.PASSWORD);
                Folder inbox = maildrop.getFolder("INBOX");
                inbox.open(Folder.READ_WRITE);
                assertThat(inbox.getMessageCount()).isEqualTo(expected);
                for (Message message : inbox.getMessages()) {
                    assertThat(message.getSubject()).isEqualTo("Café at noon");
                    message.setFlag(Flags.Flag.DELETED, true);
                }
                inbox.close(true);
            }
        }
    }
}
