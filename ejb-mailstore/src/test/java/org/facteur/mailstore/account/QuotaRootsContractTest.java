package org.facteur.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.QuotaRoot;
import org.facteur.api.account.QuotaRoot.Use;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** Quotas as IMAP clients see and change them. */
class QuotaRootsContractTest extends StoreContract {

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MailStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void anAccountSeesItsOwn() throws Exception {
        String name = name();
        AccountId account = store.account(name, 10_000L);
        append(account, "INBOX", message("one"), Flags.NONE);
        long used = message("one").length();

        QuotaRoot expected = new QuotaRoot(
                address(name),
                Map.of(
                        QuotaResource.STORAGE,
                        new Use(used, 10_000),
                        QuotaResource.MAILBOX,
                        new Use(6, 10_000),
                        QuotaResource.ANNOTATION_STORAGE,
                        new Use(0, MessageAnnotation.MAX_OF_ACCOUNT)));
        assertThat(store.imap.quota(account, address(name))).isEqualTo(expected);
        assertThat(store.imap.quota(account, MailboxName.INBOX)).isEqualTo(expected);
        refused(Reason.NOT_PERMITTED, () -> store.imap.quota(store.account(name()), address(name)));
        refused(Reason.NOT_PERMITTED, () -> store.imap.quota(account, "nobody"));
        refused(Reason.NOT_PERMITTED, () -> store.imap.setQuota(account, address(name), Map.of()));
    }

    @Test
    void anAdministratorSetsThem() throws Exception {
        String name = name();
        AccountId administrator = store.account(name);
        store.administer(() -> store.bean(AccountService.class)
                .update(address(name), new AccountChange(null, null, null, null, null, true)));
        String other = name();
        AccountId limited = store.account(other, 5L);

        QuotaRoot set = store.imap.setQuota(
                administrator, address(other), Map.of(QuotaResource.MESSAGE, 1L, QuotaResource.STORAGE, 1_000L));
        assertThat(set.resources())
                .containsEntry(QuotaResource.MESSAGE, new Use(0, 1))
                .containsEntry(QuotaResource.STORAGE, new Use(0, 1_000));
        append(limited, "INBOX", message("fits"), Flags.NONE);
        refused(Reason.OVER_QUOTA, () -> append(limited, "INBOX", message("more"), Flags.NONE));

        store.imap.setQuota(administrator, address(other), Map.of());
        assertThat(store.imap.quota(limited, address(other)).resources())
                .containsOnlyKeys(QuotaResource.MAILBOX, QuotaResource.ANNOTATION_STORAGE);
        refused(
                Reason.NOT_ALLOWED,
                () -> store.imap.setQuota(administrator, address(other), Map.of(QuotaResource.MAILBOX, 1L)));
        refused(Reason.NOT_ALLOWED, () -> store.imap.setQuota(administrator, "nobody", Map.of()));
        refused(Reason.NOT_ALLOWED, () -> store.imap.quota(administrator, "nobody@nowhere.test"));
    }

    @Test
    void aSharedAccountIsFoundAmongTheSharedMailboxes() throws Exception {
        String sales = name();
        AccountId account = store.account(sales);
        AccountId bob = store.account(name());
        store.imap.grant(
                account,
                MailboxName.INBOX,
                "anyone",
                new RightsChange(RightsChange.Mode.REPLACE, Rights.parse("lr").orElseThrow()));
        MailboxName shared = new MailboxName("Shared/" + address(sales) + "/INBOX");
        refused(Reason.NO_SUCH_MAILBOX, () -> store.imap.select(bob, shared));

        store.administer(() -> store.bean(AccountService.class)
                .update(address(sales), new AccountChange(null, null, null, null, true, null)));

        assertThat(store.imap.select(bob, shared).size()).isZero();
        assertThat(store.imap.list(bob)).anyMatch(listing -> listing.name().equals(shared));
        refused(
                Reason.NO_SUCH_MAILBOX,
                () -> store.imap.select(bob, new MailboxName("Other users/" + address(sales) + "/INBOX")));
    }
}
