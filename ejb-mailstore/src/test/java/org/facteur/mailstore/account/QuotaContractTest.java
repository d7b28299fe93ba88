package org.facteur.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainChange;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.facteur.mailstore.domain.Limit;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** What an account may keep: its own limits, else its domain's, counted to the octet whoever comes at once. */
class QuotaContractTest extends StoreContract {

    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    /** A domain of its own with that default, and an account in it. */
    private static AccountId account(String name, Quota domainDefault, Quota own) throws AdministrationException {
        store.administer(() -> store.bean(DomainService.class).create(name + ".test", domainDefault));
        return store.account(name, name + ".test", own);
    }

    private static RecipientDecision decision(String name, long declaredSize) throws MailStoreException {
        return store.smtp.checkRecipient(
                client(SmtpService.RELAY),
                sized("sender@example.org", declaredSize),
                RcptTo.of(name + "@" + name + ".test"));
    }

    private static List<RecipientDecision> deliverTo(String name, String subject) throws MailStoreException {
        return deliver(SmtpService.RELAY, message(subject), name + "@" + name + ".test");
    }

    private static AccountSummary summary(String name) {
        return store.required(() -> store.bean(AccountService.class).find(name + "@" + name + ".test"))
                .orElseThrow();
    }

    private static Reason refusal(Callable<?> call) {
        return catchThrowableOfType(MailStoreException.class, call::call).reason();
    }

    @Test
    void theDefaultOfTheDomainHoldsWhereTheAccountHasNoLimit() throws Exception {
        String name = name();
        AccountId account = account(name, new Quota(null, 2L), Quota.NONE);

        assertThat(deliverTo(name, "one")).containsExactly(RecipientDecision.ACCEPTED);
        append(account, "INBOX", message("two"), Flags.NONE);

        assertThat(decision(name, 0)).isEqualTo(RecipientDecision.OVER_QUOTA);
        assertThat(deliverTo(name, "three")).containsExactly(RecipientDecision.OVER_QUOTA);
        assertThat(refusal(() -> append(account, "INBOX", message("three"), Flags.NONE)))
                .isEqualTo(Reason.OVER_QUOTA);
        MailboxId inbox = store.inbox(account);
        assertThat(refusal(() -> store.imap.copy(inbox, UidSet.of(1), account, ARCHIVE)))
                .isEqualTo(Reason.OVER_QUOTA);
        assertThat(summary(name).usedMessages()).isEqualTo(2);
        assertThat(summary(name).limit()).isEqualTo(new Quota(null, 2L));
    }

    @Test
    void theLimitOfTheAccountComesBeforeThatOfTheDomainEachForItself() throws Exception {
        String name = name();
        account(name, new Quota(10L, 1L), new Quota(100_000L, null));

        assertThat(summary(name).limit()).isEqualTo(new Quota(100_000L, 1L));
        assertThat(deliverTo(name, "one")).containsExactly(RecipientDecision.ACCEPTED);
        assertThat(deliverTo(name, "two")).containsExactly(RecipientDecision.OVER_QUOTA);
    }

    @Test
    void aChangedDefaultHoldsForTheNextMessage() throws Exception {
        String name = name();
        AccountId account = account(name, Quota.NONE, Quota.NONE);
        DomainService domains = store.bean(DomainService.class);
        deliverTo(name, "one");

        DomainSummary changed =
                store.administer(() -> domains.update(name + ".test", new DomainChange(new Limit(50L), new Limit(7L))));
        assertThat(changed.defaultQuota()).isEqualTo(new Quota(50L, 7L));
        assertThat(decision(name, 51)).isEqualTo(RecipientDecision.TOO_LARGE);
        assertThat(decision(name, 1)).isEqualTo(RecipientDecision.OVER_QUOTA);
        assertThat(refusal(() -> append(account, "INBOX", message("two"), Flags.NONE)))
                .isEqualTo(Reason.OVER_QUOTA);

        changed = store.administer(() -> domains.update(name + ".test", new DomainChange(new Limit(null), null)));
        assertThat(changed.defaultQuota()).isEqualTo(new Quota(null, 7L));
        assertThat(deliverTo(name, "two")).containsExactly(RecipientDecision.ACCEPTED);
    }

    @Test
    void aMessageThatNeverFitsIsToldApartFromOneThatFitsLater() throws Exception {
        String name = name();
        account(name, Quota.NONE, new Quota(1_000L, 1L));

        assertThat(decision(name, 1_001)).isEqualTo(RecipientDecision.TOO_LARGE);
        assertThat(decision(name, 1_000)).isEqualTo(RecipientDecision.ACCEPTED);
        deliverTo(name, "one");
        assertThat(decision(name, 1)).isEqualTo(RecipientDecision.OVER_QUOTA);
    }

    @Test
    void whatGoesMakesRoom() throws Exception {
        String name = name();
        AccountId account = account(name, Quota.NONE, new Quota(null, 2L));
        append(account, "INBOX", message("one"), Flags.of(SystemFlag.DELETED));
        append(account, "Archive", message("two"), Flags.NONE);

        store.imap.move(mailbox(account, "Archive"), UidSet.of(1), account, MailboxName.INBOX);
        assertThat(summary(name).usedMessages()).as("a move changes nothing").isEqualTo(2);
        store.imap.expunge(store.inbox(account), UidSet.range(1, 9));
        assertThat(summary(name).usedMessages()).isEqualTo(1);

        append(account, "Archive", message("three"), Flags.NONE);
        store.imap.delete(account, ARCHIVE);
        assertThat(summary(name).usedMessages()).isEqualTo(1);
        assertThat(summary(name).usedBytes())
                .isEqualTo(store.number("SELECT SUM(size) FROM mailbox WHERE account_id = " + account.value()));
    }

    @Test
    void aQuotaIsNotNegative() throws Exception {
        String name = name();
        account(name, Quota.NONE, Quota.NONE);
        AccountChange negative = new AccountChange(null, null, new Limit(-1L), null);

        AdministrationException refused = catchThrowableOfType(
                AdministrationException.class,
                () -> store.administer(
                        () -> store.bean(AccountService.class).update(name + "@" + name + ".test", negative)));
        assertThat(refused.field()).isEqualTo("quotaMessages");
        refused = catchThrowableOfType(
                AdministrationException.class,
                () -> store.administer(
                        () -> store.bean(DomainService.class).create("negative.test", new Quota(-1L, null))));
        assertThat(refused.field()).isEqualTo("defaultQuotaBytes");
    }

    @Test
    void whoLocksAnAccountSeesWhatItKeepsNowAndLeavesTheDomainToOthers() throws Exception {
        String name = name();
        account(name, new Quota(null, 5L), Quota.NONE);
        AccountRepository accounts = store.bean(AccountRepository.class);
        MailAddress address = MailAddress.parse(name + "@" + name + ".test").orElseThrow();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            store.required(() -> {
                assertThat(accounts.find(address).orElseThrow().usedMessages()).isZero();
                other.submit(() -> deliverTo(name, "meanwhile")).get(20, TimeUnit.SECONDS);
                store.statements().clear();

                MailAccount locked = accounts.lock(List.of(address)).get(0);

                assertThat(store.statements().statements())
                        .singleElement()
                        .asString()
                        .contains("FOR UPDATE");
                assertThat(locked.usedMessages()).isEqualTo(1);
                assertThat(locked.hasRoomFor(4, 0)).isTrue();
                assertThat(locked.hasRoomFor(5, 0)).isFalse();
                DomainChange change = new DomainChange(null, new Limit(6L));
                return other.submit(() -> store.administer(
                                () -> store.bean(DomainService.class).update(name + ".test", change)))
                        .get(20, TimeUnit.SECONDS);
            });
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void manyAtOnceNeverExceedItAndNeverDrift() throws Exception {
        String name = name();
        long limit = 25;
        AccountId account = account(name, new Quota(null, limit), Quota.NONE);
        MailboxId inbox = store.inbox(account);
        List<Callable<Long>> calls = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            int number = thread;
            calls.add(() -> {
                long most = 0;
                for (int i = 0; i < 15; i++) {
                    try {
                        switch ((number + i) % 4) {
                            case 0 -> deliverTo(name, "delivered " + i);
                            case 1 -> append(account, "Archive", message("kept " + i), Flags.NONE);
                            case 2 -> store.imap.copy(inbox, UidSet.range(1, 3), account, ARCHIVE);
                            default -> {
                                UidSet some = UidSet.range(i + 1, i + 2);
                                store.imap.store(
                                        inbox, some, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
                                store.imap.expunge(inbox, some);
                            }
                        }
                    } catch (MailStoreException e) {
                        assertThat(e.reason()).isEqualTo(Reason.OVER_QUOTA);
                    }
                    most = Math.max(
                            most, store.number("SELECT used_messages FROM account WHERE id = " + account.value()));
                }
                return most;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            for (Future<Long> most : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                assertThat(most.get()).isLessThanOrEqualTo(limit);
            }
        } finally {
            threads.shutdownNow();
        }

        String mailboxes =
                " FROM message m JOIN mailbox b ON b.id = m.mailbox_id WHERE b.account_id = " + account.value();
        assertThat(summary(name).usedMessages()).isEqualTo(store.number("SELECT COUNT(*)" + mailboxes));
        assertThat(summary(name).usedBytes()).isEqualTo(store.number("SELECT SUM(m.size)" + mailboxes));
    }
}
