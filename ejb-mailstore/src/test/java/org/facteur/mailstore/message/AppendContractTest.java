package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** Messages that clients bring: several at once, in pieces, in the place of others, and refused before they are sent. */
class AppendContractTest extends StoreContract {

    private static final MailboxName DRAFTS = new MailboxName("Drafts");

    private static AppendMessage of(String text) {
        return new AppendMessage(Flags.NONE, ARRIVED, source(text));
    }

    private static FetchedMessage fetched(MailboxId mailbox, long uid, FetchPart... parts) throws MailStoreException {
        Set<FetchPart> wanted = EnumSet.noneOf(FetchPart.class);
        wanted.addAll(List.of(parts));
        return store.imap.fetch(mailbox, UidSet.of(uid), wanted).get(0);
    }

    private static String octets(FetchedMessage message) throws MailStoreException {
        byte[] octets = store.imap
                .read(List.of(new ContentRange(message.content(), 0, (int) message.size())))
                .get(0);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static void refuses(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(call)
                .extracting(MailStoreException::reason)
                .isEqualTo(reason);
    }

    @Test
    void severalMessagesGetNeighbouringUidsInTheirOrder() throws Exception {
        AccountId account = store.account(name());
        AppendResult result = store.imap.append(
                account,
                DRAFTS,
                List.of(
                        of(message("one")),
                        new AppendMessage(Flags.of(SystemFlag.SEEN), ARRIVED, source(message("two"))),
                        of(message("three"))));

        MailboxId drafts = mailbox(account, "Drafts");
        assertThat(result.uids()).isEqualTo(UidSet.range(1, 3));
        assertThat(octets(fetched(drafts, 2))).isEqualTo(message("two"));
        assertThat(store.imap.status(account, DRAFTS).unseen()).isEqualTo(2);
        assertThat(store.imap.status(account, DRAFTS).messages()).isEqualTo(3);
    }

    @Test
    void oneOfSeveralThatDoesNotFitTakesAllWithIt() throws Exception {
        String small = message("small");
        String large = message("large") + "x".repeat(80) + "\r\n";
        AccountId account = store.account(name(), (long) small.length() + large.length() - 1);
        long contents = store.number("SELECT COUNT(*) FROM content");

        refuses(Reason.OVER_QUOTA, () -> store.imap.append(account, DRAFTS, List.of(of(small), of(large))));

        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents);
        assertThat(store.imap.status(account, DRAFTS).messages()).isZero();
        assertThat(store.imap.append(account, DRAFTS, List.of(of(small))).uids())
                .isEqualTo(UidSet.of(1));
    }

    @Test
    void whatCouldNotBeStoredIsKnownBefore() throws Exception {
        AccountId account = store.account(name(), 1_000L);
        store.imap.checkAppend(account, MailboxName.INBOX, 1, 1_000);
        refuses(Reason.OVER_QUOTA, () -> store.imap.checkAppend(account, MailboxName.INBOX, 1, 1_001));
        refuses(Reason.NO_SUCH_MAILBOX, () -> store.imap.checkAppend(account, new MailboxName("nowhere"), 1, 1));
        store.imap.create(account, new MailboxName("a/b"));
        store.imap.delete(account, new MailboxName("a"));
        refuses(Reason.NOT_SELECTABLE, () -> store.imap.checkAppend(account, new MailboxName("a"), 1, 1));
    }

    @Test
    void aMessageIsPutTogetherOfWhatIsSentAndWhatIsThere() throws Exception {
        AccountId account = store.account(name());
        String body = "0123456789abcdef".repeat(40_000) + "\r\n";
        append(account, "INBOX", "Subject: large\r\n\r\n" + body, Flags.NONE);
        FetchedMessage large = fetched(store.inbox(account), 1);
        long offset = "Subject: large\r\n\r\n".length();
        AppendMessage joined = new AppendMessage(
                Flags.NONE,
                ARRIVED,
                List.of(
                        new MessagePiece.Sent(source("Subject: joined\r\n\r\n")),
                        new MessagePiece.Stored(large.content(), offset + 3, 600_000),
                        new MessagePiece.Sent(source("")),
                        new MessagePiece.Stored(large.content(), 9, 5),
                        new MessagePiece.Sent(source("\r\nend\r\n"))));
        store.imap.append(account, DRAFTS, List.of(joined));

        FetchedMessage kept = fetched(mailbox(account, "Drafts"), 1, FetchPart.STRUCTURE);
        assertThat(kept.size()).isEqualTo(joined.size());
        assertThat(octets(kept)).isEqualTo("Subject: joined\r\n\r\n" + body.substring(3, 600_003) + "large\r\nend\r\n");
        assertThat(kept.structure()).isNotNull();
        assertThat(kept.structure().envelope().subject()).isEqualTo("joined");
    }

    @Test
    void aPieceThatIsNotThereMakesNothing() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("short"), Flags.NONE);
        FetchedMessage there = fetched(store.inbox(account), 1);
        AppendMessage joined = new AppendMessage(
                Flags.NONE, ARRIVED, List.of(new MessagePiece.Stored(there.content(), there.size() - 5, 10)));

        refuses(Reason.UNAVAILABLE, () -> store.imap.append(account, DRAFTS, List.of(joined)));
        assertThat(store.imap.status(account, DRAFTS).messages()).isZero();
    }

    @Test
    void aMessageTakesThePlaceOfAnother() throws Exception {
        AccountId account = store.account(name(), 2L * message("second").length());
        append(account, "Drafts", message("first"), Flags.NONE);
        append(account, "Drafts", message("other"), Flags.NONE);
        MailboxId drafts = mailbox(account, "Drafts");

        Optional<AppendResult> replaced = store.imap.replace(drafts, 1, account, DRAFTS, of(message("second")));

        assertThat(replaced).map(AppendResult::uids).contains(UidSet.of(3));
        assertThat(uids(store.imap.snapshot(drafts))).containsExactly(2L, 3L);
        assertThat(octets(fetched(drafts, 3))).isEqualTo(message("second"));
        assertThat(store.imap.status(account, DRAFTS).size())
                .isEqualTo(message("other").length() + message("second").length());
    }

    @Test
    void aReplacementThatCannotBeStoredLeavesTheOldMessage() throws Exception {
        AccountId account = store.account(name(), 2L * message("first").length());
        append(account, "INBOX", message("first"), Flags.NONE);
        MailboxId inbox = store.inbox(account);
        String large = message("large") + "x".repeat(500) + "\r\n";

        refuses(Reason.OVER_QUOTA, () -> store.imap.replace(inbox, 1, account, DRAFTS, of(large)));
        refuses(
                Reason.NO_SUCH_MAILBOX,
                () -> store.imap.replace(inbox, 1, account, new MailboxName("nowhere"), of(message("x"))));

        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(1L);
        assertThat(store.imap.status(account, DRAFTS).messages()).isZero();
    }

    @Test
    void whatIsGoneIsNotReplaced() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("first"), Flags.NONE);
        long contents = store.number("SELECT COUNT(*) FROM content");

        assertThat(store.imap.replace(store.inbox(account), 2, account, DRAFTS, of(message("second"))))
                .isEmpty();

        assertThat(store.imap.status(account, DRAFTS).messages()).isZero();
        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents);
    }

    @Test
    void theDateOfSavingIsThatOfTheLastArrival() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        Instant before = Instant.now().minusSeconds(1);
        deliver(SmtpService.RELAY, message("delivered"), address(name));
        append(account, "INBOX", message("appended with a date"), Flags.NONE);
        store.imap.append(
                account,
                MailboxName.INBOX,
                List.of(new AppendMessage(Flags.NONE, Instant.now(), source(message("appended without")))));
        MailboxId inbox = store.inbox(account);
        store.imap.copy(inbox, UidSet.range(1, 3), account, MailboxName.INBOX);

        List<FetchedMessage> messages = store.imap.fetch(inbox, UidSet.range(1, 6), EnumSet.of(FetchPart.SAVE_DATE));
        assertThat(messages).hasSize(6);
        assertThat(messages.get(0).saved()).isEqualTo(messages.get(0).internalDate());
        assertThat(messages.subList(1, 6))
                .allSatisfy(message -> assertThat(message.saved()).isBetween(before, Instant.now()));
        assertThat(messages.get(1).internalDate()).isEqualTo(ARRIVED);
        assertThat(messages.get(4).internalDate()).isEqualTo(ARRIVED);
    }

    @Test
    void theDateOfSavingIsSearchedFor() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        deliver(SmtpService.RELAY, message("one"), address(name));
        MailboxId inbox = store.inbox(account);
        append(account, "INBOX", message("two"), Flags.NONE);

        LocalDate arrived = ARRIVED.atOffset(ZoneOffset.UTC).toLocalDate();
        assertThat(search(inbox, SearchKey.DateRelation.ON, arrived)).isEqualTo(UidSet.of(1));
        assertThat(search(inbox, SearchKey.DateRelation.BEFORE, arrived.plusDays(1)))
                .isEqualTo(UidSet.of(1));
        assertThat(search(inbox, SearchKey.DateRelation.SINCE, arrived.plusDays(1)))
                .isEqualTo(UidSet.of(2));
    }

    private static UidSet search(MailboxId mailbox, SearchKey.DateRelation relation, LocalDate date)
            throws MailStoreException {
        return store.imap.search(mailbox, UidSet.range(1, 100), new SearchKey.SavedDate(relation, date));
    }

    @Test
    void datesOfMessagesThatAreGoneAreForgotten() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("one"), Flags.of(SystemFlag.DELETED));
        append(account, "INBOX", message("two"), Flags.NONE);
        MailboxId inbox = store.inbox(account);
        store.imap.expunge(inbox, UidSet.of(1));

        collectEverything();

        assertThat(store.number("SELECT COUNT(*) FROM save_date WHERE mailbox_id = " + inbox.value()))
                .isEqualTo(1);
    }

    @Test
    void aPreviewIsThere() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("hello"), Flags.NONE);
        assertThat(fetched(store.inbox(account), 1, FetchPart.PREVIEW).preview())
                .isEqualTo("This is about hello.");
        assertThat(fetched(store.inbox(account), 1).preview()).isNull();
    }
}
