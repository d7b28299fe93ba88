package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagChange.Mode;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client that comes back is told when the store has forgotten what went, RFC 7162 section 3.2.5.2. */
class ResynchronizationTest {

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private MailboxId inbox;
    private long then;
    private Client client;

    @BeforeEach
    void twoOfSixHaveGoneLongAgo() throws Exception {
        AccountId account = store.addAccount("alice@example.test", "alice");
        for (int i = 0; i < 6; i++) {
            store.deliver(account, "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
        }
        MailboxSnapshot first = store.select(account, MailboxName.INBOX);
        inbox = first.mailbox();
        then = first.highestModSeq();
        expunge(2);
        expunge(5);
        store.forgetExpunged(inbox);
        client = new Client(store, spoolFolder);
        client.say("L1 LOGIN alice@example.test alice");
        client.say("L2 ENABLE QRESYNC");
    }

    private void expunge(long uid) throws Exception {
        store.change(inbox, uid, Mode.ADD, Flags.of(SystemFlag.DELETED));
        store.expunge(inbox, UidSet.of(uid));
    }

    private String select(String known) throws Exception {
        long validity = store.snapshot(inbox).uidValidity();
        return client.say("a SELECT INBOX (QRESYNC (" + validity + " " + then + known + "))");
    }

    @Test
    void allThatIsNotThereMayHaveGone() throws Exception {
        assertThat(select("")).contains("* VANISHED (EARLIER) 2,5\r\n");
        assertThat(select(" 1:3,9")).contains("* VANISHED (EARLIER) 2\r\n");
    }

    @Test
    void belowANumberThatIsStillTheSameNothingHasGone() throws Exception {
        assertThat(select(" 1:6 (1 1)")).contains("* VANISHED (EARLIER) 2,5\r\n");
        assertThat(select(" 1:6 (1:3 1,3:4)")).contains("* VANISHED (EARLIER) 5\r\n");
        assertThat(select(" (1,4 1,6)")).doesNotContain("VANISHED");
        assertThat(select(" (1:4,9 1:4,9)")).contains("* VANISHED (EARLIER) 2,5\r\n");
    }

    @Test
    void absurdlyManyNumbersAreNotCompared() throws Exception {
        assertThat(select(" (1:4294967295 1:4294967295)")).contains("* VANISHED (EARLIER) 2,5\r\n");
    }

    @Test
    void whatWentSinceIsToldExactlyAgain() throws Exception {
        then = store.snapshot(inbox).highestModSeq();
        expunge(4);

        assertThat(select("")).contains("* VANISHED (EARLIER) 4\r\n").contains("HIGHESTMODSEQ");
        assertThat(client.say("b UID FETCH 1:* FLAGS (CHANGEDSINCE " + then + " VANISHED)"))
                .startsWith("* VANISHED (EARLIER) 4\r\n");
    }
}
