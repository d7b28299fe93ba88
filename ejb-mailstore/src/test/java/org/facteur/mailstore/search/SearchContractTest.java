package org.facteur.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SearchKey.DateRelation;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class SearchContractTest extends StoreContract {

    private static final UidSet EVERYTHING = UidSet.range(1, UidSet.MAX_UID);

    private static UidSet search(MailboxId mailbox, SearchKey key) throws Exception {
        return store.imap.search(mailbox, EVERYTHING, key);
    }

    @Test
    void flagsAndKeywordsAreFound() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("one"), Flags.of(SystemFlag.SEEN));
        append(account, "INBOX", message("two"), new Flags(Set.of(), Set.of("Work")));
        append(account, "INBOX", message("three"), Flags.of(SystemFlag.SEEN, SystemFlag.DELETED));
        MailboxId inbox = store.inbox(account);
        SearchKey seen = new SearchKey.Flag(SystemFlag.SEEN);

        assertThat(search(inbox, seen)).isEqualTo(uids(1, 3));
        assertThat(search(inbox, new SearchKey.Not(seen))).isEqualTo(uids(2));
        assertThat(search(inbox, new SearchKey.Keyword("work"))).isEqualTo(uids(2));
        assertThat(search(inbox, new SearchKey.Keyword("unknown"))).isEqualTo(UidSet.EMPTY);
        assertThat(search(inbox, new SearchKey.And(List.of(seen, new SearchKey.Uids(uids(2, 3))))))
                .isEqualTo(uids(3));
        assertThat(search(
                        inbox, new SearchKey.Or(new SearchKey.Keyword("Work"), new SearchKey.Flag(SystemFlag.DELETED))))
                .isEqualTo(uids(2, 3));
        assertThat(store.imap.search(inbox, uids(2, 3, 9), new SearchKey.All())).isEqualTo(uids(2, 3));
        assertThat(store.imap.search(inbox, UidSet.EMPTY, new SearchKey.All())).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void datesAndSizesAreFound() throws Exception {
        AccountId account = store.account(name());
        append(account, "2026-02-27T23:59:59Z", "Sat, 28 Feb 2026 00:30:00 +0200", "short");
        append(account, "2026-02-28T00:00:00Z", "Sun, 1 Mar 2026 23:30:00 -1000", "x".repeat(500));
        append(account, "2026-03-01T12:00:00Z", null, "x".repeat(2_000));
        MailboxId inbox = store.inbox(account);
        LocalDate day = LocalDate.of(2026, 2, 28);

        assertThat(search(inbox, new SearchKey.InternalDate(DateRelation.BEFORE, day)))
                .isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.InternalDate(DateRelation.ON, day)))
                .isEqualTo(uids(2));
        assertThat(search(inbox, new SearchKey.InternalDate(DateRelation.SINCE, day)))
                .isEqualTo(uids(2, 3));
        assertThat(search(inbox, new SearchKey.SentDate(DateRelation.ON, day))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.SentDate(DateRelation.SINCE, day)))
                .isEqualTo(uids(1, 2));
        assertThat(search(inbox, new SearchKey.SentDate(DateRelation.BEFORE, LocalDate.of(2026, 3, 1))))
                .isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Larger(500))).isEqualTo(uids(2, 3));
        assertThat(search(inbox, new SearchKey.Smaller(500))).isEqualTo(uids(1));
    }

    private static void append(AccountId account, String internalDate, String date, String body) throws Exception {
        String text = (date == null ? "" : "Date: " + date + "\r\n") + "Subject: dated\r\n\r\n" + body + "\r\n";
        store.imap.append(
                account, MailboxName.INBOX, new AppendMessage(Flags.NONE, Instant.parse(internalDate), source(text)));
    }

    @Test
    void headersAndBodiesAreFoundAsTheyRead() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nX-Empty:\r\n\r\nHello World\r\n", Flags.NONE);
        append(
                account,
                "INBOX",
                "Subject: other\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\nR3LDvMOfZSBhdXMgQmVybGlu\r\n",
                Flags.NONE);
        MailboxId inbox = store.inbox(account);

        assertThat(search(inbox, new SearchKey.Header("subject", "GR\u00dc"))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Header("X-Empty", ""))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Header("X-Missing", ""))).isEqualTo(UidSet.EMPTY);
        assertThat(search(inbox, new SearchKey.Body("o wor"))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Body("gr\u00fc\u00dfe aus"))).isEqualTo(uids(2));
        assertThat(search(inbox, new SearchKey.Text("gr\u00fc"))).isEqualTo(uids(1, 2));
        assertThat(search(
                        inbox, new SearchKey.And(List.of(new SearchKey.Text("gr\u00fc"), new SearchKey.Uids(uids(2))))))
                .isEqualTo(uids(2));
        assertThat(search(inbox, new SearchKey.Not(new SearchKey.Text("berlin"))))
                .isEqualTo(uids(1));
    }

    @Test
    void textAtTheEndOfALargeMessageIsFound() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("small"), Flags.NONE);
        String filler = ("filler line " + "x".repeat(60) + "\r\n").repeat(12_000);
        append(account, "INBOX", "Subject: large\r\n\r\n" + filler + "the needle\r\n", Flags.NONE);
        append(
                account,
                "INBOX",
                "Subject: middle\r\n\r\n" + filler.substring(0, 74_000) + "the needle\r\n",
                Flags.NONE);
        MailboxId inbox = store.inbox(account);

        assertThat(search(inbox, new SearchKey.Body("the NEEDLE"))).isEqualTo(uids(2, 3));
        assertThat(search(inbox, new SearchKey.Body("no needle"))).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void aTextSearchReadsPagesNotMessages() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 40);
        store.imap.snapshot(inbox);
        store.statements().clear();

        assertThat(search(inbox, new SearchKey.Body("about number 7"))).isEqualTo(uids(7));

        assertThat(store.statements().statements())
                .as("the index, one page of columns, two pages of heads")
                .hasSize(4);
    }

    @Test
    void bodiesBeyondTheHeadsAreReadTogether() throws Exception {
        AccountId account = store.account(name());
        for (int i = 0; i < 12; i++) {
            append(
                    account,
                    "INBOX",
                    message("large " + i) + "x".repeat(70) + "\r\n" + ("y".repeat(70) + "\r\n").repeat(300) + "end " + i
                            + ".\r\n",
                    Flags.NONE);
        }
        MailboxId inbox = store.inbox(account);
        store.statements().clear();

        assertThat(search(inbox, new SearchKey.Body("end 7."))).isEqualTo(uids(8));
        assertThat(search(inbox, new SearchKey.Body("about large 1"))).isEqualTo(uids(2, 11, 12));

        assertThat(store.statements().statements())
                .as("twice the index, one of heads, one of bodies; and once the columns, and where the bodies are")
                .hasSize(8);
    }

    @Test
    void aMailboxThatIsGoneIsSaidToBe() {
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> search(new MailboxId(1), new SearchKey.All()))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.NO_SUCH_MAILBOX);
    }
}
