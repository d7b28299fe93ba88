package org.facteur.mailstore.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaildropExpiryContractTest extends StoreContract {

    private final Instant now = Instant.now();

    private void rules(String everywhere, String exceptions) throws ReflectiveOperationException {
        set("everywhere", everywhere);
        set("exceptions", Optional.of(exceptions));
    }

    private static void set(String name, Object value) throws ReflectiveOperationException {
        Field setting = ExpiryRules.class.getDeclaredField(name);
        setting.setAccessible(true);
        setting.set(store.bean(ExpiryRules.class), value);
    }

    @AfterEach
    void nothingExpires() throws Exception {
        rules("NEVER", "");
    }

    private void expire() {
        store.bean(MaildropExpiry.class).expire(now);
    }

    /** A message that came so many days ago. */
    private void arrived(String name, String subject, int daysAgo) throws Exception {
        store.smtp.deliver(new InboundMessage(
                client(SmtpService.RELAY),
                "sender@example.org",
                List.of(address(name)),
                source(message(subject)),
                now.minus(Duration.ofDays(daysAgo))));
    }

    private static long messages(AccountId account) throws Exception {
        return store.imap.snapshot(store.inbox(account)).size();
    }

    @Test
    void whatIsOldEnoughGoesAndTheRestStays() throws Exception {
        rules("P30D", "");
        String name = name();
        AccountId account = store.account(name);
        arrived(name, "old", 31);
        arrived(name, "older than it looks", 30);
        arrived(name, "young", 29);

        expire();

        assertThat(uids(store.imap.snapshot(store.inbox(account)))).containsExactly(2L, 3L);
        store.bean(MaildropExpiry.class).expire(now.plus(Duration.ofDays(2)));
        assertThat(messages(account)).isZero();
    }

    @Test
    void unlessItIsAskedForNothingGoes() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        arrived(name, "old", 4_000);

        expire();

        assertThat(messages(account)).isEqualTo(1);
    }

    @Test
    void anOldMessageThatCameTodayStays() throws Exception {
        rules("P30D", "");
        AccountId account = store.account(name());
        append(account, "Archive", message("from the archive"), Flags.NONE);
        store.imap.copy(mailbox(account, "Archive"), UidSet.of(1), account, MailboxName.INBOX);

        expire();

        assertThat(messages(account)).isEqualTo(1);
    }

    @Test
    void otherMailboxesKeepWhatTheyHave() throws Exception {
        rules("P1D", "");
        AccountId account = store.account(name());
        append(account, "Archive", message("old"), Flags.NONE);

        store.bean(MaildropExpiry.class).expire(now.plus(Duration.ofDays(4_000)));

        assertThat(store.imap.snapshot(mailbox(account, "Archive")).size()).isEqualTo(1);
    }

    @Test
    void aDomainCanHaveItsOwn() throws Exception {
        String domain = name() + ".example";
        store.required(() -> store.bean(DomainService.class).create(domain));
        AccountId own = store.account("somebody", domain, new Quota(null, null));
        String name = name();
        AccountId other = store.account(name);
        rules("NEVER", " " + domain + "=P7D, elsewhere.example=never");
        arrived(name, "old", 400);

        assertThat(store.pop3.policy().expire()).hasValue(7);
        assertThat(store.pop3.policy().expireVaries()).isTrue();
        assertThat(store.pop3.policy(own).expire()).hasValue(7);
        assertThat(store.pop3.policy(own).expireVaries()).isFalse();
        assertThat(store.pop3.policy(other).expire()).isEqualTo(OptionalInt.empty());
        expire();
        assertThat(messages(other)).isEqualTo(1);
    }

    @Test
    void aMaildropThatIsOpenIsLeftForTheNextTime() throws Exception {
        rules("P30D", "");
        String name = name();
        AccountId account = store.account(name);
        arrived(name, "old", 31);
        Maildrop open = store.pop3.open(account);

        expire();
        assertThat(messages(account)).isEqualTo(1);

        store.pop3.abandon(open.lock());
        expire();
        assertThat(messages(account)).isZero();
    }

    @Test
    void manyAreManySteps() throws Exception {
        rules("P30D", "");
        AccountId account = store.account(name());
        for (int i = 0; i < 5; i++) {
            store.imap.append(
                    account,
                    MailboxName.INBOX,
                    Collections.nCopies(500, new AppendMessage(Flags.NONE, now, source("Subject: x\r\n\r\n"))));
        }

        store.bean(MaildropExpiry.class).expire(now.plus(Duration.ofDays(31)));

        assertThat(messages(account)).isZero();
    }

    @Test
    void whatIsNoPeriodIsSaid() throws Exception {
        ExpiryRules rules = store.bean(ExpiryRules.class);
        for (String wrong : List.of("soon", "PT12H", "P0D", "-P3D", "P30DT1H")) {
            rules(wrong, "");
            assertThatIllegalArgumentException().isThrownBy(rules::least).withMessageContaining(wrong);
        }
        rules("NEVER", "example.org");
        assertThatIllegalArgumentException().isThrownBy(rules::least).withMessageContaining("DOMAIN=PERIOD");
    }
}
