package org.facteur.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.PostgresCluster;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.api.Test;

/** The database goes away while serving, and comes back. */
class DatabaseLossTest {

    @Test
    void whatIsAskedMeanwhileFailsForATimeAndNothingAcknowledgedIsLost() throws Exception {
        PostgresCluster cluster = PostgresCluster.start();
        try (TestStore store = TestStore.open(cluster)) {
            AccountId alice = store.account("alice");
            Steps.append(store, alice, "before");

            cluster.stop();
            try {
                unavailable(() -> Steps.append(store, alice, "lost"));
                unavailable(() -> store.imap.list(alice));
                unavailable(() -> store.pop3.open(alice));
                unavailable(() -> store.imap.select(alice, MailboxName.INBOX));
                unavailable(() ->
                        store.smtp.checkRecipient(Steps.client(), MailFrom.of(""), RcptTo.of("alice@example.test")));
            } finally {
                cluster.resume();
            }

            Steps.append(store, alice, "after");
            assertThat(store.imap.select(alice, MailboxName.INBOX).size()).isEqualTo(2);
        }
    }

    private interface Call {

        Object run() throws MailStoreException;
    }

    private static void unavailable(Call call) {
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(call::run)
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.UNAVAILABLE);
    }

    /** What the contract tests say a message and a client are. */
    private static final class Steps extends StoreContract {

        static Object append(TestStore store, AccountId account, String subject) throws MailStoreException {
            return store.imap.append(
                    account,
                    MailboxName.INBOX,
                    List.of(new AppendMessage(Flags.NONE, ARRIVED, source(message(subject)))));
        }

        static SmtpClient client() {
            return client(SmtpService.RELAY);
        }
    }
}
