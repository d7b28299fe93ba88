package org.facteur.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SearchKey.DateRelation;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.fulltext.TextIndex;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class SearchContractTest extends StoreContract {

    private static final UidSet EVERYTHING = UidSet.range(1, UidSet.MAX_UID);

    /** The answer without the index, which is the same with half of it and with all of it. */
    private static UidSet search(MailboxId mailbox, SearchKey key) throws Exception {
        UidSet read = searchByReading(mailbox, key);
        SearchIndexer indexer = store.bean(SearchIndexer.class);
        catchUp();
        assertThat(store.imap.search(mailbox, EVERYTHING, key))
                .as("by the index")
                .isEqualTo(read);
        forgetHalf();
        assertThat(store.imap.search(mailbox, EVERYTHING, key))
                .as("by half of it")
                .isEqualTo(read);
        indexer.rebuild();
        catchUp();
        assertThat(store.imap.search(mailbox, EVERYTHING, key)).as("made anew").isEqualTo(read);
        assertThat(indexer.status().state()).isEqualTo(SearchIndexStatus.State.COMPLETE);
        return read;
    }

    private static void catchUp() {
        store.required(() -> {
            store.bean(SearchIndexer.class).catchUp();
            return null;
        });
    }

    private static UidSet searchByReading(MailboxId mailbox, SearchKey key) throws Exception {
        store.bean(SearchIndex.class).close();
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
                account,
                MailboxName.INBOX,
                List.of(new AppendMessage(Flags.NONE, Instant.parse(internalDate), source(text))));
    }

    @Test
    void whatIsMisspeltIsFoundByFuzzySearches() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", "Subject: IMAP break\r\n\r\nHello, the accommodation is booked.\r\n", Flags.NONE);
        append(account, "INBOX", "Subject: the breaking of IMAP\r\n\r\nNo acomodation left.\r\n", Flags.NONE);
        append(account, "INBOX", "Subject: nothing\r\nX-Rare: imap brake\r\n\r\nhelp\r\n", Flags.NONE);
        MailboxId inbox = store.inbox(account);
        SearchKey subject = new SearchKey.Fuzzy(new SearchKey.Header("Subject", "imap break"));
        SearchKey body = new SearchKey.Fuzzy(new SearchKey.Body("accomodation"));
        SearchKey text = new SearchKey.Fuzzy(new SearchKey.Text("helo imap"));

        assertThat(search(inbox, subject)).isEqualTo(uids(1, 2));
        assertThat(search(inbox, body)).isEqualTo(uids(1, 2));
        assertThat(search(inbox, text)).isEqualTo(uids(1, 3));
        assertThat(search(inbox, new SearchKey.Fuzzy(new SearchKey.Header("X-Rare", "imap brakes"))))
                .isEqualTo(uids(3));
        assertThat(search(inbox, new SearchKey.Not(body))).isEqualTo(uids(3));
        assertThat(search(inbox, new SearchKey.Fuzzy(new SearchKey.Body("hostel"))))
                .isEqualTo(UidSet.EMPTY);

        assertThat(scores(inbox, subject)).containsExactly(100, 85);
        assertThat(scores(inbox, body)).containsExactly(60, 60);
        assertThat(scores(inbox, text)).containsExactly(75, 75);
        assertThat(scores(inbox, new SearchKey.And(List.of(subject, body)))).containsExactly(80, 72);
        assertThat(scores(inbox, new SearchKey.Or(subject, text))).containsExactly(100, 85, 75);
        assertThat(scores(inbox, new SearchKey.All())).containsExactly(1, 1, 1);
        assertThat(store.imap
                        .sort(
                                inbox,
                                EVERYTHING,
                                new SearchKey.Or(text, subject),
                                List.of(new SortCriterion(SortKey.RELEVANCY, true)))
                        .toString())
                .isEqualTo("[3, 2, 1]");
    }

    /** The index loses every other message. */
    private static void forgetHalf() throws Exception {
        TextIndex index = store.bean(SearchIndex.class).open();
        index.remove(LongStream.of(index.contents(0, Long.MAX_VALUE))
                .filter(content -> content % 2 == 0)
                .boxed()
                .toList());
        index.refresh();
    }

    /** How well the messages match that are found: the same by reading, by half of the index, and by all of it. */
    private static List<Integer> scores(MailboxId mailbox, SearchKey key) throws Exception {
        UidSet found = searchByReading(mailbox, key);
        Relevancy read = store.imap.relevancy(mailbox, EVERYTHING, key);
        catchUp();
        Relevancy known = store.imap.relevancy(mailbox, EVERYTHING, key);
        forgetHalf();
        Relevancy halfKnown = store.imap.relevancy(mailbox, EVERYTHING, key);
        store.bean(SearchIndexer.class).rebuild();
        catchUp();
        assertThat(List.of(read.uids(), known.uids(), halfKnown.uids())).containsOnly(found);
        List<Integer> scores = new ArrayList<>();
        found.forEach(uid -> {
            assertThat(known.of(uid)).as("by the index").isEqualTo(read.of(uid));
            assertThat(halfKnown.of(uid)).as("by half of it").isEqualTo(read.of(uid));
            scores.add(known.of(uid));
        });
        return scores;
    }

    @Test
    void whatIsScoredIsLookedForAmongTheMessagesNamed() throws Exception {
        AccountId account = store.account(name());
        for (int i = 0; i < 3; i++) {
            append(account, "INBOX", "Subject: holiday\r\n\r\nholidays\r\n", Flags.NONE);
        }
        MailboxId inbox = store.inbox(account);
        SearchKey key = new SearchKey.Fuzzy(new SearchKey.Body("holidays"));

        assertThat(store.imap.relevancy(inbox, uids(2, 3, 9), key).uids()).isEqualTo(uids(2, 3));
        assertThat(store.imap.relevancy(inbox, UidSet.EMPTY, key).uids()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void messagesAreReadForTheirScoresAsOftenAsForBeingFound() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", "Subject: a\r\n\r\nholiday\r\n", Flags.NONE);
        append(account, "INBOX", "Subject: b\r\n\r\n" + "something else\r\n".repeat(10_000), Flags.NONE);
        MailboxId inbox = store.inbox(account);
        SearchKey key = new SearchKey.Fuzzy(new SearchKey.Body("holidays"));
        searchByReading(inbox, key);
        store.statements().clear();
        store.imap.search(inbox, EVERYTHING, key);
        List<String> toFind = List.copyOf(store.statements().statements());
        store.statements().clear();

        assertThat(store.imap.relevancy(inbox, EVERYTHING, key).uids()).isEqualTo(uids(1));
        assertThat(store.statements().statements()).isEqualTo(toFind);
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

        assertThat(searchByReading(inbox, new SearchKey.Body("about number 7"))).isEqualTo(uids(7));

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

        assertThat(searchByReading(inbox, new SearchKey.Body("end 7."))).isEqualTo(uids(8));
        assertThat(searchByReading(inbox, new SearchKey.Body("about large 1"))).isEqualTo(uids(2, 11, 12));

        assertThat(store.statements().statements())
                .as("twice the index, one of heads, one of bodies; and once the columns, and where the bodies are")
                .hasSize(8);
    }

    @Test
    void aMailboxThatIsGoneIsSaidToBe() {
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() ->
                        store.imap.search(store.account(name()), new MailboxId(1), EVERYTHING, new SearchKey.All()))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.NO_SUCH_MAILBOX);
    }

    @Test
    void needlesOfAnyLengthAreFoundWhereverTheyStand() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", "Subject: ab\r\nX-Odd: one\r\n\r\nxyz", Flags.NONE);
        append(account, "INBOX", "Subject: abc\r\nX-Odd: two\r\n\r\nxy", Flags.NONE);
        append(account, "INBOX", "Subject: bcd\r\nFrom: ab@cd\r\n\r\nx", Flags.NONE);
        append(account, "INBOX", "Subject: aaaaab aaab\r\n\r\n", Flags.NONE);
        MailboxId inbox = store.inbox(account);

        assertThat(search(inbox, new SearchKey.Body("z"))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Body("xy"))).isEqualTo(uids(1, 2));
        assertThat(search(inbox, new SearchKey.Body("xyz"))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Body("yzx")))
                .as("across two texts")
                .isEqualTo(UidSet.EMPTY);
        assertThat(search(inbox, new SearchKey.Text("ct: bc"))).isEqualTo(uids(3));
        assertThat(search(inbox, new SearchKey.Header("Subject", "c"))).isEqualTo(uids(2, 3));
        assertThat(search(inbox, new SearchKey.Header("Subject", "aaab a"))).isEqualTo(uids(4));
        assertThat(search(inbox, new SearchKey.Header("Subject", "ject"))).isEqualTo(UidSet.EMPTY);
        assertThat(search(inbox, new SearchKey.Header("X-Odd", "w"))).isEqualTo(uids(2));
        assertThat(search(inbox, new SearchKey.Header("X-Odd", ""))).isEqualTo(uids(1, 2));
        assertThat(search(inbox, new SearchKey.Not(new SearchKey.Header("x-odd", "ONE"))))
                .isEqualTo(uids(2, 3, 4));
        assertThat(search(inbox, new SearchKey.Body(""))).isEqualTo(uids(1, 2, 3, 4));
        assertThat(search(inbox, new SearchKey.Text("\uFFFF"))).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void whatIsBeyondTheIndexedTextIsFoundByReading() throws Exception {
        AccountId account = store.account(name());
        String filler = ("filler line " + "x".repeat(60) + "\r\n").repeat(5_000);
        append(account, "INBOX", "Subject: long\r\n\r\nhead " + filler + "tail", Flags.NONE);
        append(account, "INBOX", "Subject: short\r\n\r\nhead", Flags.NONE);
        MailboxId inbox = store.inbox(account);

        assertThat(search(inbox, new SearchKey.Body("tail"))).isEqualTo(uids(1));
        assertThat(search(inbox, new SearchKey.Body("head"))).isEqualTo(uids(1, 2));
        assertThat(search(inbox, new SearchKey.Not(new SearchKey.Body("tail")))).isEqualTo(uids(2));
    }

    @Test
    void anIndexedMailboxIsSearchedWithoutReading() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 40);
        catchUp();
        store.statements().clear();

        assertThat(store.imap.search(inbox, EVERYTHING, new SearchKey.Text("about number 7")))
                .isEqualTo(uids(7));
        assertThat(store.imap.search(inbox, EVERYTHING, new SearchKey.Header("Subject", "number 12")))
                .isEqualTo(uids(12));

        assertThat(store.statements().statements())
                .as("twice the index of the mailbox, and once what never changes")
                .hasSize(3);
    }

    @Test
    void theIndexGoesOnFromItsLastCommit() throws Exception {
        AccountId account = store.account(name());
        SearchIndexer indexer = store.bean(SearchIndexer.class);
        append(account, "INBOX", message("before"), Flags.NONE);
        catchUp();
        indexer.stop();
        append(account, "INBOX", message("after"), Flags.NONE);
        catchUp();
        long messages = indexer.status().messages();
        MailboxId inbox = store.inbox(account);

        assertThat(store.imap.search(inbox, EVERYTHING, new SearchKey.Body("about after")))
                .isEqualTo(uids(2));
        store.bean(SearchIndex.class).close();
        catchUp();
        assertThat(indexer.status().messages())
                .as("what was not committed is indexed again, once")
                .isEqualTo(messages);
    }

    @Test
    void whatIsInNoMailboxIsNotIndexed() throws Exception {
        String name = name();
        MailboxId inbox = store.inbox(store.account(name));
        catchUp();
        long messages = store.bean(SearchIndexer.class).status().messages();
        SmtpClient submitter = new SmtpClient(
                SmtpService.SUBMISSION,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "client.example.org",
                Optional.empty(),
                Optional.of(store.login(name)));
        store.smtp.deliver(new InboundMessage(
                submitter, address(name), List.of("bob@" + name + ".example"), source(message("on its way")), ARRIVED));
        deliver(SmtpService.RELAY, message("here to stay"), address(name));
        catchUp();

        assertThat(store.bean(SearchIndexer.class).status().messages()).isEqualTo(messages + 1);
        assertThat(store.imap.search(inbox, EVERYTHING, new SearchKey.Text("here to stay")))
                .isEqualTo(uids(1));
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws Exception {
        AccountId account = store.account(name());
        SearchIndexer indexer = store.bean(SearchIndexer.class);
        SearchIndex index = store.bean(SearchIndex.class);
        append(account, "INBOX", message("kept"), Flags.NONE);
        indexer.rebuild();
        catchUp();
        long messages = indexer.status().messages();
        indexer.stop();
        try (Stream<Path> files = Files.list(index.folder())) {
            for (Path file : files.filter(each -> !each.endsWith("write.lock")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }

        catchUp();

        assertThat(indexer.status().messages()).isEqualTo(messages);
        assertThat(store.imap.search(store.inbox(account), EVERYTHING, new SearchKey.Body("about kept")))
                .isEqualTo(uids(1));
    }
}
