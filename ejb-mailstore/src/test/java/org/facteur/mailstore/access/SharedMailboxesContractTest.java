package org.facteur.mailstore.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.DeletedMessages;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.harness.StoreAudit;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedMailboxesContractTest extends StoreContract {

    private static final UidSet ALL = UidSet.range(1, UidSet.MAX_UID);

    private String owner = "";
    private String friend = "";
    private AccountId alice = new AccountId(0);
    private AccountId bob = new AccountId(0);

    @BeforeEach
    void people() {
        owner = name();
        friend = name();
        alice = store.account(owner);
        bob = store.account(friend);
    }

    /** What Bob calls a mailbox of Alice. */
    private MailboxName hers(String name) {
        return new MailboxName("Other users/" + address(owner) + "/" + name);
    }

    private static MailboxName own(String name) {
        return new MailboxName(name);
    }

    private void grant(String mailbox, String identifier, String rights) throws MailStoreException {
        RightsChange change =
                new RightsChange(RightsChange.Mode.REPLACE, Rights.parse(rights).orElseThrow());
        store.imap.grant(alice, own(mailbox), identifier, change);
    }

    private void grantBob(String mailbox, String rights) throws MailStoreException {
        grant(mailbox, address(friend), rights);
    }

    @Test
    void nothingIsReadWithoutTheRightTo() throws Exception {
        append(alice, "INBOX", message("hers"), Flags.NONE);
        MailboxId inbox = store.inbox(alice);
        SearchKey text = new SearchKey.Text("hers");
        List<SortCriterion> order = List.of(new SortCriterion(SortKey.SUBJECT, false));
        grantBob("INBOX", "lr");

        assertThat(store.imap.fetch(bob, inbox, ALL.intersection(uids(1)), Set.of()))
                .hasSize(1);
        assertThat(store.imap.search(bob, inbox, ALL, text)).isEqualTo(uids(1));

        for (String left : List.of("l", "ik")) {
            grantBob("INBOX", left);
            Reason reason = left.equals("l") ? Reason.NOT_PERMITTED : Reason.NO_SUCH_MAILBOX;
            refused(reason, () -> store.imap.fetch(bob, inbox, uids(1), Set.of()));
            refused(reason, () -> store.imap.search(bob, inbox, ALL, text));
            refused(reason, () -> store.imap.relevancy(bob, inbox, ALL, text));
            refused(reason, () -> store.imap.sort(bob, inbox, ALL, text, order));
            refused(reason, () -> store.imap.thread(bob, inbox, ALL, text, ThreadAlgorithm.REFERENCES));
        }
    }

    @Test
    void whoeverSeesOtherMailboxesIsTold() throws Exception {
        AtomicInteger hints = new AtomicInteger();
        store.imap.create(alice, own("Team"), null);
        store.imap.create(alice, own("Private"), null);
        try (Watch watch = store.imap.watchNames(bob, hints::incrementAndGet)) {
            grantBob("Team", "lr");
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            store.imap.create(alice, own("Team/Inherited"), null);
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            store.imap.rename(alice, own("Team"), own("Crew"));
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            store.imap.rename(alice, own("Private"), own("Secret"));
            assertThat(hints).hasValue(0);
            store.imap.delete(alice, own("Crew/Inherited"));
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            grantBob("Crew", "");
            assertThat(hints.getAndSet(0)).isEqualTo(1);
            grant("Crew", "anyone", "l");
            assertThat(hints.getAndSet(0)).isEqualTo(1);
        }
    }

    @Test
    void whetherAMailboxMayBeMadeSaysNothingOfWhatIsHidden() throws Exception {
        store.imap.create(alice, own("Team"));
        store.imap.create(alice, own("Team/Secret"));

        assertThat(store.imap.mayCreate(bob, own("mine"))).isTrue();
        assertThat(store.imap.mayCreate(bob, own("Shared"))).isFalse();
        assertThat(store.imap.mayCreate(bob, own("Other users/nobody@example.test/x")))
                .isFalse();
        assertThat(store.imap.mayCreate(bob, hers("Team/Secret"))).isFalse();
        assertThat(store.imap.mayCreate(bob, hers("Team/Nothing"))).isFalse();

        grantBob("Team", "k");
        assertThat(store.imap.mayCreate(bob, hers("Team/Secret"))).isTrue();
        assertThat(store.imap.mayCreate(bob, hers("Team/Nothing"))).isTrue();
        assertThat(store.imap.mayCreate(bob, hers("Other"))).isFalse();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MailStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static FlagChange change(FlagChange.Mode mode, SystemFlag... flags) {
        return new FlagChange(mode, Flags.of(flags));
    }

    private List<String> names(AccountId account) throws MailStoreException {
        return store.imap.list(account).stream()
                .map(listing -> listing.name().value())
                .filter(name -> name.startsWith("Other users/" + address(owner)))
                .toList();
    }

    private static Set<String> flags(MailboxSnapshot snapshot, int sequence) {
        return Set.copyOf(snapshot.flagTable().names(snapshot.flags(sequence)));
    }

    @Test
    void nobodyElseKnowsOfAMailboxThatIsNotShared() throws Exception {
        inboxOf(alice, 1);

        assertThat(names(bob)).isEmpty();
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.select(bob, hers("INBOX")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.status(bob, hers("INBOX")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.acl(bob, hers("INBOX")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.rights(bob, hers("INBOX")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.delete(bob, hers("Archive")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.rename(bob, hers("Archive"), own("Mine")));
        refused(
                Reason.NO_SUCH_MAILBOX,
                () -> store.imap.append(
                        bob, hers("INBOX"), List.of(new AppendMessage(Flags.NONE, ARRIVED, source("x")))));
    }

    @Test
    void whoKnowsTheIdOfAMailboxHasNoRightsByThat() throws Exception {
        MailboxId inbox = inboxOf(alice, 2);

        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.rights(bob, inbox));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.snapshot(bob, inbox));
        refused(
                Reason.NO_SUCH_MAILBOX,
                () -> store.imap.store(bob, inbox, ALL, change(FlagChange.Mode.ADD, SystemFlag.SEEN)));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.expunge(bob, inbox, ALL));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.copy(inbox, ALL, bob, own("INBOX")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.move(inbox, ALL, bob, own("INBOX")));
        assertThat(store.imap.deleted(bob, List.of(inbox))).isEmpty();
    }

    @Test
    void aMailboxThatMayBeLookedUpIsListedWithWhatMayBeDone() throws Exception {
        store.imap.create(alice, own("team/plans"));
        grantBob("team/plans", "lr");
        grantBob("INBOX", "l");
        grantBob("Archive", "r");

        assertThat(names(bob))
                .containsExactly(hers("INBOX").value(), hers("team/plans").value());
        MailboxListing plans = store.imap.list(bob).stream()
                .filter(each -> each.name().equals(hers("team/plans")))
                .findFirst()
                .orElseThrow();
        assertThat(plans.rights()).isEqualTo(Rights.of(Right.LOOKUP, Right.READ));
        assertThat(plans.status()).isNotNull();
        assertThat(names(alice)).isEmpty();
        refused(Reason.NOT_PERMITTED, () -> store.imap.select(bob, hers("INBOX")));
        assertThat(store.imap.select(bob, hers("Archive")).size()).isZero();
    }

    @Test
    void anyoneIsEverybodyAndWhatIsDeniedIsDenied() throws Exception {
        grant("INBOX", "anyone", "lri");
        grant("INBOX", "-" + address(friend), "i");

        assertThat(store.imap.rights(bob, hers("INBOX"))).isEqualTo(Rights.of(Right.LOOKUP, Right.READ));
        assertThat(store.imap.rights(store.account(name()), hers("INBOX")).letters())
                .isEqualTo("lri");
        assertThat(store.imap.acl(alice, own("INBOX")))
                .containsExactlyInAnyOrder(
                        new AclEntry(address(owner), Rights.ALL),
                        new AclEntry("anyone", Rights.parse("lri").orElseThrow()),
                        new AclEntry("-" + address(friend), Rights.of(Right.INSERT)));
    }

    @Test
    void theOwnerKeepsEveryRightAndNobodyIsNobody() throws Exception {
        grant("INBOX", address(owner), "");
        grant("INBOX", "-" + address(owner), "lr");

        assertThat(store.imap.rights(alice, own("INBOX"))).isEqualTo(Rights.ALL);
        assertThat(store.imap.grantable(alice, own("INBOX"), address(owner)).always())
                .isEqualTo(Rights.ALL);
        assertThat(store.imap.grantable(alice, own("INBOX"), address(friend)).optional())
                .isEqualTo(Rights.ALL);
        refused(Reason.NOT_ALLOWED, () -> grant("INBOX", "nobody@" + name(), "l"));
        refused(Reason.NOT_ALLOWED, () -> grant("INBOX", "", "l"));
    }

    @Test
    void flagsThatMayNotBeChangedStayAsTheyAre() throws Exception {
        MailboxId inbox = inboxOf(alice, 2);
        store.imap.store(
                inbox,
                UidSet.of(1),
                new FlagChange(
                        FlagChange.Mode.ADD,
                        new Flags(Set.of(SystemFlag.FLAGGED, SystemFlag.DELETED), Set.of("Work"))));
        grantBob("INBOX", "lrs");

        store.imap.store(bob, inbox, ALL, change(FlagChange.Mode.REPLACE, SystemFlag.SEEN, SystemFlag.DRAFT));
        MailboxSnapshot seen = store.imap.snapshot(inbox);
        assertThat(flags(seen, 1)).containsExactlyInAnyOrder("\\Flagged", "\\Deleted", "\\Seen", "Work");
        assertThat(flags(seen, 2)).containsExactly("\\Seen");
        refused(
                Reason.NOT_PERMITTED,
                () -> store.imap.store(bob, inbox, ALL, change(FlagChange.Mode.ADD, SystemFlag.DRAFT)));
        refused(Reason.NOT_PERMITTED, () -> store.imap.expunge(bob, inbox, ALL));

        grantBob("INBOX", "lrw");
        store.imap.store(bob, inbox, ALL, change(FlagChange.Mode.REPLACE, SystemFlag.ANSWERED));
        MailboxSnapshot answered = store.imap.snapshot(inbox);
        assertThat(flags(answered, 1)).containsExactlyInAnyOrder("\\Answered", "\\Deleted", "\\Seen");
        assertThat(flags(answered, 2)).containsExactlyInAnyOrder("\\Answered", "\\Seen");
        store.imap.store(bob, inbox, ALL, new FlagChange(FlagChange.Mode.ADD, new Flags(Set.of(), Set.of("More"))));
        assertThat(flags(store.imap.snapshot(inbox), 2)).contains("More");
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void whatIsPutIntoAMailboxCountsForItsOwner() throws Exception {
        inboxOf(bob, 2);
        MailboxId his = store.inbox(bob);
        store.imap.store(his, ALL, change(FlagChange.Mode.ADD, SystemFlag.SEEN, SystemFlag.FLAGGED));
        grantBob("INBOX", "li");
        long before = used(owner);

        CopyResult copied = store.imap.copy(his, ALL, bob, hers("INBOX"));
        assertThat(copied.target().count()).isEqualTo(2);
        assertThat(used(owner)).isGreaterThan(before);
        long afterCopy = used(owner);
        long hisBefore = used(friend);
        store.imap.append(
                bob,
                hers("INBOX"),
                List.of(new AppendMessage(Flags.of(SystemFlag.SEEN), ARRIVED, source(message("put there")))));
        assertThat(used(owner)).isGreaterThan(afterCopy);
        assertThat(used(friend)).isEqualTo(hisBefore);

        long herBeforeMove = used(owner);
        store.imap.move(his, UidSet.of(1), bob, hers("INBOX"));
        assertThat(used(owner) - herBeforeMove)
                .isEqualTo(hisBefore - used(friend))
                .isPositive();
        MailboxSnapshot inbox = store.imap.snapshot(store.inbox(alice));
        assertThat(inbox.size()).isEqualTo(4);
        for (int sequence = 1; sequence <= 4; sequence++) {
            assertThat(flags(inbox, sequence)).isEmpty();
        }
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void aFullAccountTakesNothingFromOthersEither() throws Exception {
        String small = name();
        AccountId full = store.account(small, 10L);
        inboxOf(bob, 1);
        store.imap.grant(
                full,
                own("INBOX"),
                address(friend),
                new RightsChange(RightsChange.Mode.ADD, Rights.of(Right.LOOKUP, Right.INSERT)));
        MailboxName target = new MailboxName("Other users/" + address(small) + "/INBOX");

        refused(Reason.OVER_QUOTA, () -> store.imap.copy(store.inbox(bob), ALL, bob, target));
        refused(Reason.OVER_QUOTA, () -> store.imap.move(store.inbox(bob), ALL, bob, target));
        refused(
                Reason.OVER_QUOTA,
                () -> store.imap.append(
                        bob, target, List.of(new AppendMessage(Flags.NONE, ARRIVED, source("far too long")))));
    }

    @Test
    void whatOthersMayTakeAwayComesToThem() throws Exception {
        MailboxId inbox = inboxOf(alice, 3);
        grantBob("INBOX", "lrte");

        store.imap.store(bob, inbox, UidSet.of(1), change(FlagChange.Mode.ADD, SystemFlag.DELETED));
        assertThat(store.imap.deleted(bob, List.of(inbox)).get(inbox))
                .isEqualTo(new DeletedMessages(1, message("number 1").length()));
        assertThat(store.imap.expunge(bob, inbox, ALL)).isEqualTo(UidSet.of(1));
        store.imap.move(inbox, UidSet.of(2), bob, own("INBOX"));

        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(3L);
        assertThat(store.imap.snapshot(store.inbox(bob)).size()).isEqualTo(1);
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void aNewMailboxInheritsTheListOfTheOneAbove() throws Exception {
        store.imap.create(alice, own("team"));
        grantBob("team", "lrk");

        store.imap.create(bob, hers("team/a/b"), null);

        assertThat(names(bob))
                .containsExactly(
                        hers("team").value(),
                        hers("team/a").value(),
                        hers("team/a/b").value());
        assertThat(store.imap.rights(bob, hers("team/a/b")).letters()).isEqualTo("lrk");
        assertThat(store.imap.select(alice, own("team/a/b")).size()).isZero();
        refused(Reason.NOT_PERMITTED, () -> store.imap.create(bob, hers("other"), null));
        refused(Reason.NOT_PERMITTED, () -> store.imap.create(bob, new MailboxName("Other users/a@b.c/d"), null));
        refused(Reason.NOT_ALLOWED, () -> store.imap.create(bob, own("Other users/mine"), null));
        refused(Reason.NOT_ALLOWED, () -> store.imap.create(bob, own("Shared"), null));
        refused(Reason.NOT_ALLOWED, () -> store.imap.rename(bob, own("Archive"), own("Shared/mine")));
    }

    @Test
    void aMailboxStaysWithItsOwnerWhateverItIsCalled() throws Exception {
        store.imap.create(alice, own("team/plans"));
        grantBob("team", "lrkx");
        grantBob("team/plans", "lrkx");
        MailboxId plans = store.imap.select(bob, hers("team/plans")).mailbox();

        store.imap.rename(bob, hers("team/plans"), hers("team/ideas"));
        assertThat(store.imap.select(alice, own("team/ideas")).mailbox()).isEqualTo(plans);
        refused(Reason.NOT_ALLOWED, () -> store.imap.rename(bob, hers("team/ideas"), own("ideas")));
        refused(Reason.NOT_PERMITTED, () -> store.imap.rename(bob, hers("team/ideas"), hers("ideas")));
        store.imap.delete(bob, hers("team/ideas"));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.select(alice, own("team/ideas")));
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.rights(bob, plans));
    }

    @Test
    void whoeverHasItOpenIsToldAndCanReadItNoMore() throws Exception {
        MailboxId inbox = inboxOf(alice, 1);
        grantBob("INBOX", "lr");
        List<MailboxId> told = new ArrayList<>();
        try (Watch watch = store.imap.watch(inbox, told::add)) {
            assertThat(store.imap.snapshot(bob, inbox).size()).isEqualTo(1);
            grantBob("INBOX", "l");
            assertThat(told).containsExactly(inbox);
        }
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.snapshot(bob, inbox));
    }

    @Test
    void anAccountThatIsGoneLeavesNoRightsBehind() throws Exception {
        grantBob("INBOX", "lr");
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(friend));
            return true;
        });
        assertThat(store.imap.acl(alice, own("INBOX"))).hasSize(1);

        grant("INBOX", "anyone", "lr");
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(owner));
            return true;
        });
        assertThat(store.number("SELECT COUNT(*) FROM mailbox_grant g WHERE NOT EXISTS"
                        + " (SELECT 1 FROM mailbox b WHERE b.id = g.mailbox_id)"))
                .isZero();
    }

    @Test
    void namesOfOthersAreSubscribedToInOneSpelling() throws Exception {
        grantBob("INBOX", "lr");

        store.imap.subscribe(
                bob, new MailboxName("Other users/" + address(owner).toUpperCase(Locale.ROOT) + "/inbox"), true);

        assertThat(store.imap.list(bob).stream()
                        .filter(MailboxListing::subscribed)
                        .map(MailboxListing::name))
                .contains(hers("INBOX"));
    }

    private static long used(String name) {
        return store.required(() ->
                        store.bean(AccountService.class).find(address(name)).orElseThrow())
                .usedBytes();
    }
}
