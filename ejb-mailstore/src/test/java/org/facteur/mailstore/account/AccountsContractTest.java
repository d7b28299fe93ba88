package org.facteur.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.AdministrationException.Kind;
import org.facteur.mailstore.administration.AdministratorService;
import org.facteur.mailstore.administration.Overview;
import org.facteur.mailstore.administration.OverviewService;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.facteur.mailstore.domain.Limit;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class AccountsContractTest extends StoreContract {

    private static AccountService accounts() {
        return store.bean(AccountService.class);
    }

    private static DomainService domains() {
        return store.bean(DomainService.class);
    }

    @Test
    void aNewAccountHasItsMailboxes() throws Exception {
        AccountId account = store.account(name());

        List<MailboxListing> listings = store.imap.list(account);

        assertThat(listings)
                .extracting(listing -> listing.name().value())
                .containsExactly("Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash");
        assertThat(listings).allMatch(MailboxListing::subscribed).allMatch(MailboxListing::selectable);
        assertThat(listings.get(1).specialUse()).containsExactly(SpecialUse.DRAFTS);
        assertThat(listings.get(2).specialUse()).isEmpty();
    }

    @Test
    void anAccountIsFoundInAnyCase() throws Exception {
        String name = name();

        AccountSummary made = store.administer(() -> accounts()
                .create(name.toUpperCase(Locale.ROOT) + "@Example.Test", new Secret("pw"), new Quota(1000L, null)));

        assertThat(made.address()).isEqualTo(address(name));
        assertThat(store.required(() -> accounts().find(address(name)))).contains(made);
        assertThat(made.quota().bytes()).isEqualTo(1000L);
        assertThat(made.domain()).isEqualTo("example.test");
    }

    @Test
    void whatAnAdministratorMayNotMakeIsSaidWithItsField() {
        String name = name();
        store.account(name);

        assertThat(failure(() -> accounts().create(address(name), new Secret("pw"), Quota.NONE)))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.ALREADY_EXISTS));
        assertThat(failure(() -> accounts().create("nothing", new Secret("pw"), Quota.NONE))
                        .field())
                .isEqualTo("address");
        assertThat(failure(() -> accounts().create("a b@example.test", new Secret("pw"), Quota.NONE))
                        .field())
                .isEqualTo("address");
        assertThat(failure(() -> accounts().create("a@elsewhere.test", new Secret("pw"), Quota.NONE))
                        .field())
                .isEqualTo("address");
        assertThat(failure(() -> accounts().create("new@example.test", new Secret(""), Quota.NONE))
                        .field())
                .isEqualTo("password");
        assertThat(failure(() -> accounts().create("new@example.test", new Secret("pw"), new Quota(-1L, null)))
                        .field())
                .isEqualTo("quotaBytes");
        assertThat(failure(() -> accounts().update("new@example.test", new AccountChange(null, null, null, true)))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(() -> domains().create("-bad-.test")).kind()).isEqualTo(Kind.INVALID);
        assertThat(failure(() -> domains().create("EXAMPLE.test")).kind()).isEqualTo(Kind.ALREADY_EXISTS);
        assertThat(failure(() -> domains().delete("no.test")).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    private interface Request {

        void run() throws AdministrationException;
    }

    private static void run(Request request) throws AdministrationException {
        store.administer(() -> {
            request.run();
            return true;
        });
    }

    private static AdministrationException failure(Request request) {
        try {
            run(request);
        } catch (AdministrationException e) {
            return e;
        }
        throw new AssertionError("Nothing failed");
    }

    @Test
    void aDomainGoesWhenItHasNoAccounts() throws Exception {
        store.administer(() -> domains().create("Second.test"));
        store.administer(() -> accounts().create("a@second.test", new Secret("pw"), Quota.NONE));
        assertThat(store.required(() -> domains().list()))
                .extracting(DomainSummary::name)
                .contains("second.test", "example.test");
        assertThat(store.required(() -> domains().find("second.TEST"))
                        .orElseThrow()
                        .accounts())
                .isEqualTo(1);

        assertThat(failure(() -> domains().delete("second.test")).kind()).isEqualTo(Kind.IN_USE);
        run(() -> accounts().delete("a@second.test"));
        run(() -> domains().delete("second.test"));

        assertThat(store.required(() -> domains().find("second.test"))).isEmpty();
    }

    @Test
    void accountsAreFoundByPartOfTheAddressPageByPage() throws Exception {
        String prefix = "page_" + name();
        for (String suffix : List.of("-c", "-a", "-b")) {
            store.account(prefix + suffix);
        }
        store.account("pagex" + prefix.substring(5) + "-d");
        AccountQuery query = new AccountQuery(
                prefix.toUpperCase(Locale.ROOT), "Example.test", 1, 5, AccountQuery.Sort.ADDRESS, true);

        assertThat(store.required(() -> accounts().count(query))).isEqualTo(3);
        assertThat(store.required(() -> accounts().page(query)))
                .extracting(AccountSummary::address)
                .containsExactly(address(prefix + "-b"), address(prefix + "-a"));
        for (AccountQuery.Sort sort : AccountQuery.Sort.values()) {
            assertThat(store.required(() -> accounts().page(new AccountQuery(prefix, null, 0, 10, sort, false))))
                    .hasSize(3);
        }
        assertThat(store.required(() ->
                        accounts().page(new AccountQuery(prefix, "other.test", 0, 10, AccountQuery.Sort.USED, false))))
                .isEmpty();
    }

    @Test
    void aChangedPasswordCountsAtOnce() throws Exception {
        String name = name();
        store.account(name);
        store.login(name);

        store.administer(() ->
                accounts().update(address(name), new AccountChange(new Secret("other"), new Limit(5L), null, null)));

        assertThat(refusal(address(name), name)).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(login(address(name), "other")).isEqualTo(address(name));
        assertThat(store.required(() -> accounts().find(address(name)))
                        .orElseThrow()
                        .quota()
                        .bytes())
                .isEqualTo(5L);
    }

    @Test
    void twoWaysToTypeAPasswordAreOne() throws Exception {
        String name = name();
        store.administer(() -> accounts().create(address(name), new Secret("\u00e9t\u00e9"), Quota.NONE));

        assertThat(login(address(name), "e\u0301te\u0301")).isEqualTo(address(name));
    }

    @Test
    void aLocalPartAloneIsEnoughWhereOneDomainHasIt() throws Exception {
        String name = name();
        store.account(name);
        assertThat(login(name.toUpperCase(Locale.ROOT), name)).isEqualTo(address(name));

        store.administer(() -> domains().create("third.test"));
        store.administer(() -> accounts().create(name + "@third.test", new Secret(name), Quota.NONE));

        assertThat(refusal(name, name)).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void whoIsUnknownOrWrongOrDisabledIsRefused() throws Exception {
        String name = name();
        store.account(name);

        assertThat(refusal("nobody@example.test", "x")).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(refusal("", "")).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(refusal(address(name), "wrong")).isEqualTo(Reason.AUTHENTICATION_FAILED);
        store.administer(() -> accounts().update(address(name), new AccountChange(null, null, null, false)));
        assertThat(refusal(address(name), name)).isEqualTo(Reason.ACCOUNT_DISABLED);
        assertThat(refusal(address(name), "wrong")).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    private static String login(String name, String password) throws MailStoreException {
        return store.imap
                .authenticate(new Credentials(name, new Secret(password), InetAddress.getLoopbackAddress()))
                .address();
    }

    private static Reason refusal(String name, String password) {
        try {
            login(name, password);
        } catch (MailStoreException e) {
            return e.reason();
        }
        throw new AssertionError("Nobody was refused");
    }

    @Test
    void aDeletedAccountIsGoneAtOnceAndItsMessagesSoon() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        deliver(SmtpService.RELAY, message("kept"), address(name));
        long inbox = store.inbox(account).value();
        long content = store.number("SELECT content_id FROM message WHERE mailbox_id = " + inbox);

        run(() -> accounts().delete(address(name)));

        assertThat(refusal(address(name), name)).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(store.smtp.checkRecipient(client(SmtpService.RELAY), MailFrom.of(""), RcptTo.of(address(name))))
                .isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.select(account, MailboxName.INBOX));
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> append(account, "INBOX", message("late"), Flags.NONE));
        store.account(name);

        collectEverything();
        assertThat(store.number("SELECT COUNT(*) FROM mailbox WHERE id = " + inbox))
                .isZero();
        assertThat(store.number("SELECT COUNT(*) FROM message WHERE mailbox_id = " + inbox))
                .isZero();
        assertThat(store.number("SELECT COUNT(*) FROM content WHERE id = " + content))
                .isZero();
    }

    @Test
    void theAdministratorHasAPassword() {
        AdministratorService administrators = store.bean(AdministratorService.class);
        assertThat(store.<Boolean>required(administrators::exists)).isFalse();

        store.required(() -> {
            administrators.setPassword(new Secret("first"));
            return "";
        });
        store.required(() -> {
            administrators.setPassword(new Secret("second"));
            return "";
        });

        assertThat(store.<Boolean>required(() -> administrators.verify("admin", new Secret("second"))))
                .isTrue();
        assertThat(store.<Boolean>required(() -> administrators.verify("admin", new Secret("first"))))
                .isFalse();
        assertThat(store.<Boolean>required(() -> administrators.verify("nobody", new Secret("second"))))
                .isFalse();
    }

    @Test
    void theOverviewCountsWhatIsThere() throws Exception {
        String name = name();
        store.account(name);
        Overview before = store.required(() -> store.bean(OverviewService.class).overview());

        deliver(SmtpService.RELAY, message("counted"), address(name));

        Overview after = store.required(() -> store.bean(OverviewService.class).overview());
        assertThat(after.messages()).isEqualTo(before.messages() + 1);
        assertThat(after.bytes()).isGreaterThan(before.bytes());
        assertThat(after.accounts()).isPositive();
        assertThat(after.domains()).isPositive();
    }
}
