package org.facteur.mailstore.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Secret;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.account.AccountChange;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.TestStore;
import org.junit.jupiter.api.Test;

class RoutingContractTest extends RoutingContract {

    @Test
    void anAliasLeadsToManyAcrossDomainsAndNobodyGetsAMessageTwice() throws Exception {
        String alice = name();
        String bob = name();
        String elsewhere = domain();
        AccountId first = store.account(alice);
        AccountId second = store.account(bob, elsewhere, Quota.NONE);
        String inner = alias(bob + "@" + elsewhere, address(alice));
        String outer = alias(inner, address(alice));

        assertThat(check(outer.toUpperCase(Locale.ROOT))).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(deliver(SmtpService.RELAY, message("to all"), outer, inner, address(alice)))
                .containsOnly(RecipientDecision.ACCEPTED);

        assertThat(messages(first)).isEqualTo(1);
        assertThat(messages(second)).isEqualTo(1);
        assertThat(store.number("SELECT COUNT(DISTINCT content_id) FROM message WHERE mailbox_id IN ("
                        + store.inbox(first).value() + "," + store.inbox(second).value() + ")"))
                .isEqualTo(1);
    }

    @Test
    void anotherNameOfADomainHasAllThatTheDomainHas() throws Exception {
        String domain = domain();
        String other = name() + ".test";
        store.administer(() -> store.bean(DomainAliasService.class).create(domain, other.toUpperCase(Locale.ROOT)));
        AccountId alice = store.account("alice", domain, Quota.NONE);
        aliasAt("team@" + domain, "alice@" + domain);

        assertThat(check("Alice@" + other)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check("nobody@" + other)).isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(deliver(SmtpService.RELAY, message("other name"), "alice+tag@" + other, "team@" + other))
                .containsOnly(RecipientDecision.ACCEPTED);
        assertThat(messages(alice)).isEqualTo(1);

        assertThatThrownBy(() -> store.administer(
                        () -> store.bean(DomainAliasService.class).create(TestStore.DOMAIN, other)))
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        e -> assertThat(e.kind()).isEqualTo(AdministrationException.Kind.ALREADY_EXISTS));
        assertThatThrownBy(() ->
                        store.administer(() -> store.bean(DomainService.class).create(other)))
                .isInstanceOf(AdministrationException.class);
        assertThatThrownBy(() -> store.administer(() -> {
                    store.bean(DomainService.class).delete(domain);
                    return true;
                }))
                .isInstanceOf(AdministrationException.class);
        store.administer(() -> {
            store.bean(DomainAliasService.class).delete(domain, other);
            return true;
        });
        assertThat(check("alice@" + other)).isEqualTo(RecipientDecision.RELAY_DENIED);
    }

    @Test
    void whatStandsBehindThePlusIsForTheScript() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        String script = "require [\"envelope\", \"subaddress\", \"fileinto\"];"
                + " if envelope :detail \"to\" \"lists\" { fileinto \"Archive\"; }";
        store.sieve.put(account, new ScriptName("main"), script.getBytes(StandardCharsets.US_ASCII));
        store.sieve.activate(account, new ScriptName("main"));
        String alias = alias(address(name));
        String tagged = alias.replace("@", "+lists@");

        assertThat(check(address(name + "+lists"))).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check(tagged)).isEqualTo(RecipientDecision.ACCEPTED);
        deliver(SmtpService.RELAY, message("tagged"), tagged);
        deliver(SmtpService.RELAY, message("other"), address(name + "+other+lists"));

        assertThat(store.imap.status(account, new MailboxName("Archive")).messages())
                .isEqualTo(1);
        assertThat(messages(account)).isEqualTo(1);
    }

    @Test
    void theCatchAllGetsWhatNobodyHas() throws Exception {
        String domain = domain();
        AccountId all = store.account("all", domain, Quota.NONE);
        AccountId alice = store.account("alice", domain, Quota.NONE);
        assertThat(check("nobody@" + domain)).isEqualTo(RecipientDecision.UNKNOWN_USER);

        aliasAt("@" + domain, "all@" + domain);

        assertThat(check("nobody@" + domain)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(deliver(SmtpService.RELAY, message("to nobody"), "nobody@" + domain, "\"no body\"@" + domain))
                .containsOnly(RecipientDecision.ACCEPTED);
        deliver(SmtpService.RELAY, message("to alice"), "alice+x@" + domain);
        assertThat(messages(all)).isEqualTo(1);
        assertThat(messages(alice)).isEqualTo(1);
    }

    @Test
    void postmasterAndAbuseOfEveryDomainComeToTheAdministrators() throws Exception {
        String domain = domain();
        String name = name();
        AccountId administrator = store.account(name);
        assertThat(check("abuse@" + domain)).isEqualTo(RecipientDecision.UNKNOWN_USER);
        store.administer(() -> store.bean(AccountService.class).update(address(name), administrator(true)));
        try {
            assertThat(check("postmaster")).isEqualTo(RecipientDecision.ACCEPTED);
            assertThat(check("Abuse@" + domain)).isEqualTo(RecipientDecision.ACCEPTED);
            assertThat(deliver(SmtpService.RELAY, message("help"), "Postmaster", "postmaster@" + domain))
                    .containsOnly(RecipientDecision.ACCEPTED);
            assertThat(messages(administrator)).isEqualTo(1);

            AccountId own = store.account("postmaster", domain, Quota.NONE);
            deliver(SmtpService.RELAY, message("abuse"), "abuse@example.test");
            assertThat(messages(own)).isEqualTo(1);
        } finally {
            store.administer(() -> store.bean(AccountService.class).update(address(name), administrator(false)));
        }
    }

    private static AccountChange administrator(boolean administrator) {
        return new AccountChange(null, null, null, null, null, administrator);
    }

    @Test
    void aLoopIsCutAndWhatLeadsToNothingElseIsRefused() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        String first = alias(address(name));
        String second = alias(first, address(name));
        store.administer(() -> service().update(RouteDraft.alias(first, List.of(second, address(name)))));

        deliver(SmtpService.RELAY, message("round"), first);
        assertThat(messages(account)).isEqualTo(1);

        assertThatThrownBy(() -> store.administer(() -> service().update(RouteDraft.alias(first, List.of(first)))))
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        e -> assertThat(e.field()).isEqualTo("targets"));
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(name));
            return true;
        });
        assertThat(check(first)).isEqualTo(RecipientDecision.LOOP);
        assertThat(deliver(SmtpService.RELAY, message("in circles"), second)).containsOnly(RecipientDecision.LOOP);
    }

    @Test
    void anAliasThatLeadsTooFarIsRefusedWhenItIsMade() throws Exception {
        String last = address(name());
        store.account(last.substring(0, last.indexOf('@')));
        for (int i = 0; i < Router.MAX_LEVELS - 1; i++) {
            last = alias(last);
        }
        assertThat(check(last)).isEqualTo(RecipientDecision.ACCEPTED);
        String deepest = last;
        assertThatThrownBy(() -> alias(deepest))
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        e -> assertThat(e.field()).isEqualTo("targets"));
    }

    @Test
    void whatCannotBeIsSaidByItsField() throws Exception {
        String name = name();
        store.account(name);
        String known = alias(address(name));

        assertRefused("address", "no address", address(name));
        assertRefused("address", "somebody@elsewhere.example", address(name));
        assertRefused("address", address(name), address(name));
        assertRefused("address", known, address(name));
        assertRefused("targets", address(name()));
        assertRefused("targets", address(name()), "no address");
        assertRefused("targets", address(name()), address("nobody" + name()));
        String own = address(name());
        assertRefused("targets", own, own);
        assertThatThrownBy(() -> store.administer(
                        () -> store.bean(AccountService.class).create(known, new Secret("secret"), Quota.NONE)))
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        e -> assertThat(e.kind()).isEqualTo(AdministrationException.Kind.ALREADY_EXISTS));
    }

    private static void assertRefused(String field, String address, String... targets) {
        assertThatThrownBy(() -> aliasAt(address, targets))
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void aliasesAreListedByAddress() throws Exception {
        String domain = domain();
        store.account("alice", domain, Quota.NONE);
        aliasAt("b@" + domain, "alice@" + domain, "Remote.User@elsewhere.example");
        aliasAt("a@" + domain, "alice@" + domain);
        RouteQuery query = new RouteQuery(RouteKind.ALIAS, "", domain, 1, 10, false);

        assertThat(store.<Long>required(() -> service().count(query))).isEqualTo(2);
        assertThat(store.required(() -> service().page(query))).singleElement().satisfies(summary -> {
            assertThat(summary.route().address()).isEqualTo("b@" + domain);
            assertThat(summary.route().targets()).containsExactly("alice@" + domain, "Remote.User@elsewhere.example");
        });
        assertThat(store.<Long>required(
                        () -> service().count(new RouteQuery(RouteKind.GROUP, "", domain, 0, 10, false))))
                .isZero();
        store.administer(() -> {
            service().delete(RouteKind.ALIAS, "A@" + domain);
            return true;
        });
        assertThat(store.required(() -> service().find(RouteKind.ALIAS, "a@" + domain)))
                .isEmpty();
        assertThat(store.required(() -> service().find(RouteKind.ALIAS, "B@" + domain)))
                .isPresent();
    }

    @Test
    void whoIsFullOrDisabledDoesNotKeepAMessageFromTheOthers() throws Exception {
        String alice = name();
        String full = name();
        AccountId account = store.account(alice);
        store.account(full, 10L);
        String both = alias(address(full), address(alice));
        String one = alias(address(full));

        assertThat(deliver(SmtpService.RELAY, message("both"), both)).containsOnly(RecipientDecision.ACCEPTED);
        assertThat(messages(account)).isEqualTo(1);
        assertThat(deliver(SmtpService.RELAY, message("one"), one)).containsOnly(RecipientDecision.TOO_LARGE);
    }

    @Test
    void anAddressThatComesToOneAccountOnlyIsItsSenderAddress() throws Exception {
        String alice = name();
        store.account(alice);
        String bob = name();
        store.account(bob);
        String own = alias(address(alice), "copy@elsewhere.example");
        String shared = alias(address(alice), address(bob));

        assertThat(sender(alice, own)).isEqualTo(SenderDecision.ACCEPTED);
        assertThat(sender(alice, address(alice + "+tag"))).isEqualTo(SenderDecision.ACCEPTED);
        assertThat(sender(alice, shared)).isEqualTo(SenderDecision.NOT_OWNED);
        assertThat(sender(alice, address(bob))).isEqualTo(SenderDecision.NOT_OWNED);
        assertThat(sender(bob, own)).isEqualTo(SenderDecision.NOT_OWNED);
        assertThat(sender(alice, "copy@elsewhere.example")).isEqualTo(SenderDecision.NOT_OWNED);
        store.statements().clear();
        assertThat(sender(alice, address(alice).toUpperCase(Locale.ROOT))).isEqualTo(SenderDecision.ACCEPTED);
        assertThat(store.statements().statements()).as("only the login").hasSize(1);
    }

    private static SenderDecision sender(String account, String sender) throws Exception {
        return store.smtp.checkSender(submitter(account), MailFrom.of(sender));
    }

    @Test
    void aLevelIsOneStatementWhateverTheNumberOfTargets() throws Exception {
        String[] targets = new String[50];
        for (int i = 0; i < targets.length; i++) {
            String name = name();
            store.account(name);
            targets[i] = i % 2 == 0 ? address(name) : alias(address(name));
        }
        String all = alias(targets);
        deliver(SmtpService.RELAY, message("warm"), all);
        store.statements().clear();

        deliver(SmtpService.RELAY, message("counted"), all);

        assertThat(store.statements().statements())
                .as("three levels, and what a delivery to fifty takes")
                .hasSize(3 + 7);
    }

    @Test
    void anAccountThatHasGoneSinceRcptIsLookedForAgain() throws Exception {
        String name = name();
        String other = name();
        store.account(name);
        AccountId account = store.account(other);
        assertThat(check(address(name))).isEqualTo(RecipientDecision.ACCEPTED);
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(name));
            return true;
        });
        aliasAt(address(name), address(other));

        assertThat(deliver(SmtpService.RELAY, message("first"), address(name)))
                .containsOnly(RecipientDecision.TRY_LATER);
        assertThat(deliver(SmtpService.RELAY, message("second"), address(name)))
                .containsOnly(RecipientDecision.ACCEPTED);
        assertThat(messages(account)).isEqualTo(1);
    }
}
