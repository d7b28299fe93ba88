package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.facteur.api.account.AccountId;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only those can do who look after the server. */
class AdministratorTest {

    private final InMemoryImapListener store = new InMemoryImapListener();

    @TempDir
    Path spoolFolder;

    private Client client = new Client(store, Path.of(""));

    @BeforeEach
    void logIn() throws Exception {
        AccountId alice = store.addAccount("alice@example.test", "alice");
        store.addAccount("bob@example.test", "bob");
        store.makeAdministrator(alice);
        client = new Client(store, spoolFolder);
        assertThat(client.say("a LOGIN alice@example.test alice")).contains(" QUOTASET");
    }

    @Test
    void anybodyElseIsNoAdministrator() throws Exception {
        Client other = new Client(store, spoolFolder);

        assertThat(other.say("a LOGIN bob@example.test bob"))
                .contains(" QUOTA ")
                .doesNotContain("QUOTASET");
        assertThat(other.say("b SETQUOTA bob@example.test ()")).startsWith("b NO [NOPERM]");
    }

    @Test
    void limitsAreSetInKibibytesAndTheOthersTakenAway() throws Exception {
        assertThat(client.say("b SETQUOTA bob@example.test (STORAGE 512)"))
                .startsWith(
                        "* QUOTA bob@example.test (STORAGE 0 512 MAILBOX 6 10000 ANNOTATION-STORAGE 0 65536)\r\nb OK");
        assertThat(client.say("c GETQUOTA bob@example.test")).startsWith("* QUOTA bob@example.test (STORAGE 0 512");
        assertThat(client.say("d SETQUOTA bob@example.test ()"))
                .startsWith("* QUOTA bob@example.test (MAILBOX 6 10000 ANNOTATION-STORAGE 0 65536)\r\nd OK");
        assertThat(client.say("e SETQUOTA bob@example.test (MAILBOX 1)")).startsWith("e NO [CANNOT]");
        assertThat(client.say("f SETQUOTA nobody (STORAGE 1)")).startsWith("f NO [CANNOT]");
        assertThat(client.say("g GETQUOTA nobody")).startsWith("g NO [CANNOT]");
    }

    @Test
    void theServerIsAnnotatedForAll() throws Exception {
        assertThat(client.say("b SETMETADATA \"\" (/shared/admin \"mailto:alice@example.test\")"))
                .startsWith("b OK");

        Client other = new Client(store, spoolFolder);
        other.say("a LOGIN bob@example.test bob");
        assertThat(other.say("b GETMETADATA \"\" /shared/admin"))
                .startsWith("* METADATA \"\" (/shared/admin \"mailto:alice@example.test\")");
    }

    @Test
    void aValueThatIsTooLongIsRefusedWithTheLongest() throws Exception {
        String answer = client.say("b SETMETADATA INBOX (/private/comment {65537+}\r\n" + "x".repeat(65_537) + ")");

        assertThat(answer).startsWith("b NO [METADATA MAXSIZE 65536]");
    }

    @Test
    void thereAreOnlySoManyAnnotations() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(client.say("b SETMETADATA INBOX (/private/x" + i + " \"\")"))
                    .startsWith("b OK");
        }

        assertThat(client.say("c SETMETADATA INBOX (/private/more \"\")")).startsWith("c NO [METADATA TOOMANY]");
    }
}
