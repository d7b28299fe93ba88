package org.facteur.mailstore.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class OrderContractTest extends StoreContract {

    private static final UidSet EVERYTHING = UidSet.range(1, UidSet.MAX_UID);

    private static void append(AccountId account, String arrived, String... lines) throws Exception {
        String text = String.join("\r\n", lines) + "\r\n\r\nText.\r\n";
        store.imap.append(
                account,
                MailboxName.INBOX,
                List.of(new AppendMessage(
                        Flags.NONE, Instant.parse(arrived), source(text.getBytes(StandardCharsets.UTF_8)))));
    }

    private static String sorted(MailboxId mailbox, SortKey... keys) throws Exception {
        List<SortCriterion> order =
                Stream.of(keys).map(key -> new SortCriterion(key, false)).toList();
        return store.imap.sort(mailbox, EVERYTHING, new SearchKey.All(), order).toString();
    }

    private static String threads(MailboxId mailbox, ThreadAlgorithm algorithm) throws Exception {
        return store.imap
                .thread(mailbox, EVERYTHING, new SearchKey.All(), algorithm)
                .toString();
    }

    @Test
    void everyKeyOrders() throws Exception {
        AccountId account = store.account(name());
        append(
                account,
                "2026-03-01T10:00:00Z",
                "Date: Sun, 1 Mar 2026 12:00:00 +0500",
                "From: Zora <anna@example.org>",
                "To: \u00e9mile@example.org",
                "Cc: group: carl@example.org;",
                "Subject: Re: =?utf-8?Q?=C3=A4pfel?=");
        append(
                account,
                "2026-03-01T08:00:00Z",
                "From: =?utf-8?Q?=C3=84nne?= <Bert@example.org>",
                "To: zoe@example.org",
                "Subject: [list] birnen (fwd)");
        append(
                account,
                "2026-03-01T09:00:00Z",
                "Date: Sun, 1 Mar 2026 07:30:00 GMT",
                "From: carl@example.org",
                "To: Undisclosed: ;",
                "Cc: adam@example.org",
                "Subject: \u00c4PFEL",
                "X-More: makes it the largest");
        MailboxId inbox = store.inbox(account);

        assertThat(sorted(inbox, SortKey.ARRIVAL)).isEqualTo("[2, 3, 1]");
        assertThat(sorted(inbox, SortKey.DATE)).as("2 has no date").isEqualTo("[1, 3, 2]");
        assertThat(sorted(inbox, SortKey.FROM)).isEqualTo("[1, 2, 3]");
        assertThat(sorted(inbox, SortKey.DISPLAYFROM))
                .as("an umlaut is decomposed")
                .isEqualTo("[2, 3, 1]");
        assertThat(sorted(inbox, SortKey.TO)).isEqualTo("[1, 3, 2]");
        assertThat(sorted(inbox, SortKey.DISPLAYTO)).isEqualTo("[1, 3, 2]");
        assertThat(sorted(inbox, SortKey.CC)).as("2 has none").isEqualTo("[2, 3, 1]");
        assertThat(sorted(inbox, SortKey.SUBJECT, SortKey.DATE))
                .as("1 and 3 have one base subject")
                .isEqualTo("[1, 3, 2]");
        assertThat(store.imap
                        .sort(
                                inbox,
                                uids(1, 3),
                                new SearchKey.All(),
                                List.of(
                                        new SortCriterion(SortKey.SUBJECT, false),
                                        new SortCriterion(SortKey.DATE, true)))
                        .toString())
                .isEqualTo("[3, 1]");
    }

    @Test
    void whatArrivesAndGoesIsInTheOrder() throws Exception {
        AccountId account = store.account(name());
        append(account, "2026-03-01T10:00:00Z", "From: m@example.org", "Subject: m");
        append(account, "2026-03-01T10:00:00Z", "From: x@example.org", "Subject: x");
        MailboxId inbox = store.inbox(account);
        assertThat(sorted(inbox, SortKey.SUBJECT)).isEqualTo("[1, 2]");
        assertThat(sorted(inbox, SortKey.FROM)).isEqualTo("[1, 2]");

        append(account, "2026-03-01T10:00:00Z", "From: a@example.org", "Subject: Re: a");
        append(account, "2026-03-01T10:00:00Z", "From: p@example.org", "Subject: p");
        store.imap.store(inbox, uids(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        store.imap.expunge(inbox, uids(1));

        assertThat(sorted(inbox, SortKey.SUBJECT)).isEqualTo("[3, 4, 2]");
        assertThat(sorted(inbox, SortKey.FROM)).isEqualTo("[3, 4, 2]");
        assertThat(sorted(inbox, SortKey.DATE)).isEqualTo("[2, 3, 4]");
    }

    @Test
    void conversationsAreFollowed() throws Exception {
        AccountId account = store.account(name());
        append(account, "2026-03-01T10:00:00Z", "Message-ID: <\"a b\"@x>", "Subject: Hello");
        append(
                account,
                "2026-03-01T12:00:00Z",
                "Message-ID: <c@x>",
                "References: <\"a b\"@x> <b@x>",
                "Subject: Re: Hello");
        append(
                account,
                "2026-03-01T11:00:00Z",
                "Message-ID: <b@x>",
                "In-Reply-To: <\"a b\"@x> <other@x>",
                "Subject: Re: Hi");
        append(account, "2026-03-01T09:00:00Z", "Message-ID: <d@x>", "References: <gone@x>", "Subject: Other");
        append(account, "2026-03-01T13:00:00Z", "Message-ID: <e@x>", "References: <gone@x>", "Subject: Different");
        append(account, "2026-03-01T14:00:00Z", "Subject: fwd: hello");
        MailboxId inbox = store.inbox(account);

        assertThat(threads(inbox, ThreadAlgorithm.REFERENCES)).isEqualTo("0 >4 >5 1 >3 >>2 >6");
        assertThat(threads(inbox, ThreadAlgorithm.ORDEREDSUBJECT)).isEqualTo("4 1 >2 >6 3 5");
    }

    @Test
    void conversationsAskedForAgainHaveWhatCameAndLackWhatWent() throws Exception {
        AccountId account = store.account(name());
        append(account, "2026-03-01T10:00:00Z", "Message-ID: <a@x>", "Subject: a");
        append(account, "2026-03-01T11:00:00Z", "Message-ID: <b@x>", "References: <a@x>", "Subject: b");
        MailboxId inbox = store.inbox(account);
        assertThat(threads(inbox, ThreadAlgorithm.REFERENCES)).isEqualTo("1 >2");
        assertThat(threads(inbox, ThreadAlgorithm.REFERENCES)).isEqualTo("1 >2");
        assertThat(threads(inbox, ThreadAlgorithm.ORDEREDSUBJECT)).isEqualTo("1 2");

        append(account, "2026-03-01T12:00:00Z", "References: <b@x>", "Subject: c");
        assertThat(threads(inbox, ThreadAlgorithm.REFERENCES)).isEqualTo("1 >2 >>3");

        store.imap.store(inbox, uids(2), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        store.imap.expunge(inbox, uids(2));
        assertThat(threads(inbox, ThreadAlgorithm.REFERENCES)).isEqualTo("1 3");
        assertThat(store.imap
                        .thread(inbox, uids(3), new SearchKey.All(), ThreadAlgorithm.REFERENCES)
                        .toString())
                .isEqualTo("3");
    }

    @Test
    void anOrderReadsNoContent() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 30);
        store.statements().clear();

        sorted(inbox, SortKey.DATE, SortKey.FROM);
        threads(inbox, ThreadAlgorithm.REFERENCES);
        sorted(inbox, SortKey.SUBJECT, SortKey.TO);

        assertThat(store.statements().statements())
                .as("three times the index; and once the columns of each kind")
                .hasSize(6)
                .noneMatch(sql -> Arrays.asList(
                                sql.toLowerCase(java.util.Locale.ROOT).split("\\W+"))
                        .contains("head"));
    }
}
