package org.facteur.mailstore.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.queue.QueueService;
import org.junit.jupiter.api.Test;

/** What leads to other servers goes there through the queue, and comes back. */
class RemoteRoutingContractTest extends RoutingContract {

    private static List<QueuedMessage> queued(String destination) {
        Claim claim = store.required(() -> store.bean(QueueService.class).claim(destination, 100));
        return claim.messages();
    }

    private static String octets(QueuedMessage message) throws Exception {
        return text(octets(store.imap, message.content(), message.offset(), (int) message.size()));
    }

    @Test
    void whatIsForwardedHasAReversePathOfThisServerAndComesBack() throws Exception {
        String remote = name() + ".example";
        String domain = domain();
        AccountId alice = store.account("alice", domain, Quota.NONE);
        aliasAt("team@" + domain, "alice@" + domain, "Bob@" + remote, "carol@" + remote);

        assertThat(deliver(SmtpService.RELAY, message("forwarded"), "team@" + domain))
                .containsOnly(RecipientDecision.ACCEPTED);

        assertThat(messages(alice)).isEqualTo(1);
        QueuedMessage message = queued(remote).get(0);
        assertThat(message.recipients())
                .extracting(recipient -> recipient.rcptTo().forwardPath())
                .containsExactlyInAnyOrder("Bob@" + remote, "carol@" + remote);
        assertThat(octets(message)).isEqualTo(message("forwarded"));
        String returnPath = message.mailFrom().reversePath();
        assertThat(returnPath).matches("SRS0=.{8}=..=example\\.org=sender@" + domain);

        assertThat(check("", returnPath)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check(SENDER, returnPath)).isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(check("", returnPath.replace("=sender", "=another"))).isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(deliverFrom(client(SmtpService.RELAY), "", message("returned"), returnPath))
                .containsOnly(RecipientDecision.ACCEPTED);
        assertThat(queued("example.org")).singleElement().satisfies(returned -> {
            assertThat(returned.mailFrom().isNull()).isTrue();
            assertThat(returned.recipients().get(0).rcptTo().forwardPath()).isEqualTo(SENDER);
        });
    }

    @Test
    void whatThisServersAccountsSendIsForwardedUnderTheirOwnAddress() throws Exception {
        String remote = name() + ".example";
        String alice = name();
        store.account(alice);
        String forwarded = alias("bob@" + remote);

        assertThat(deliverFrom(submitter(alice), address(alice), message("own"), forwarded, "BOB@" + remote))
                .containsExactly(RecipientDecision.ACCEPTED, RecipientDecision.ACCEPTED_FOR_RELAY);

        List<QueuedMessage> queued = queued(remote);
        assertThat(queued).singleElement().satisfies(message -> {
            assertThat(message.mailFrom().reversePath()).isEqualTo(address(alice));
            assertThat(message.recipients()).hasSize(1);
        });
    }

    @Test
    void whatTheSenderAskedOfAnAliasGoesWithIt() throws Exception {
        String remote = name() + ".example";
        String forwarded = alias("bob@" + remote);
        RcptTo named = new RcptTo(forwarded, RcptParameters.NONE.withNotifyOn(Set.of(Notify.NEVER)));

        store.smtp.deliver(new InboundMessage(
                client(SmtpService.RELAY), MailFrom.of(SENDER), List.of(named), source(message("quiet")), ARRIVED));

        assertThat(queued(remote)
                        .get(0)
                        .recipients()
                        .get(0)
                        .rcptTo()
                        .parameters()
                        .notifyOn())
                .containsExactly(Notify.NEVER);
    }

    @Test
    void aGroupSendsInItsOwnNameToEveryMemberOnce() throws Exception {
        String remote = name() + ".example";
        String alice = name();
        String bob = name();
        AccountId first = store.account(alice);
        AccountId second = store.account(bob);
        String group = create(new RouteDraft(
                address(name()),
                RouteKind.GROUP,
                List.of(address(alice), address(bob), "carol@" + remote),
                "L\u2019\u00e9quipe",
                Posting.ANYONE,
                Optional.of(address(alice)),
                List.of()));

        assertThat(deliver(SmtpService.RELAY, message("to the group"), group, address(bob)))
                .containsOnly(RecipientDecision.ACCEPTED);

        String listId = "<" + group.replace('@', '.') + ">";
        assertThat(inbox(first))
                .startsWith("Return-Path: <" + address(alice) + ">\r\nList-Id: =?UTF-8?")
                .contains(
                        "?=\r\n " + listId + "\r\n",
                        "List-Post: <mailto:" + group + ">\r\n",
                        "List-Owner: <mailto:" + address(alice) + ">\r\n",
                        "List-Unsubscribe: <mailto:" + address(alice) + "?subject=unsubscribe%20" + group + ">\r\n",
                        "Precedence: list\r\nFrom: Alice <alice@example.org>\r\n");
        assertThat(inbox(second)).as("who is named gets it as it was sent").startsWith("Return-Path: <" + SENDER + ">");
        assertThat(messages(second)).isEqualTo(1);
        QueuedMessage sent = queued(remote).get(0);
        assertThat(sent.mailFrom().reversePath()).isEqualTo(address(alice));
        assertThat(octets(sent)).startsWith("List-Id: ").endsWith(message("to the group"));

        String returned = "List-ID: " + listId + "\r\n" + message("again");
        assertThat(deliver(SmtpService.RELAY, returned, group)).containsOnly(RecipientDecision.LOOP);
        assertThat(messages(first)).isEqualTo(1);
    }

    private static String inbox(AccountId account) throws Exception {
        FetchedMessage message = store.imap
                .fetch(store.inbox(account), UidSet.of(1), Set.of(FetchPart.HEADER))
                .get(0);
        return text(octets(store.imap, message.content(), 0, 100_000));
    }

    @Test
    void aGroupTakesTheMailOfThoseOnlyWhoMayPost() throws Exception {
        String alice = name();
        String bob = name();
        store.account(alice);
        store.account(bob);
        String anyone = create(group(address(name()), Posting.ANYONE, address(alice)));
        String accounts = create(group(address(name()), Posting.ACCOUNTS, address(alice)));
        String members = create(group(address(name()), Posting.MEMBERS, address(alice), "carol@elsewhere.example"));
        String named = create(new RouteDraft(
                address(name()),
                RouteKind.GROUP,
                List.of(address(alice)),
                "",
                Posting.NAMED,
                Optional.empty(),
                List.of(address(bob))));

        assertThat(check(anyone)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check("", anyone)).as("a report").isEqualTo(RecipientDecision.REFUSED);
        assertThat(check(accounts)).isEqualTo(RecipientDecision.REFUSED);
        assertThat(submitted(bob, accounts)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check(members)).isEqualTo(RecipientDecision.REFUSED);
        assertThat(submitted(bob, members)).isEqualTo(RecipientDecision.REFUSED);
        assertThat(submitted(alice, members)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check("Carol@elsewhere.example", members)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check(address(alice), members))
                .as("an address of this server, without a login")
                .isEqualTo(RecipientDecision.REFUSED);
        assertThat(submitted(alice, named)).isEqualTo(RecipientDecision.REFUSED);
        assertThat(submitted(bob, named)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(deliverFrom(submitter(alice), address(alice), message("refused"), named))
                .containsOnly(RecipientDecision.REFUSED);
    }

    private static RecipientDecision submitted(String account, String recipient) throws Exception {
        return store.smtp.checkRecipient(submitter(account), MailFrom.of(address(account)), RcptTo.of(recipient));
    }

    @Test
    void theKeyOfReversePathsIsMadeOnce() throws Exception {
        ReturnKeyRepository keys = store.bean(ReturnKeyRepository.class);
        check("", "SRS0=hash=aa=example.org=somebody@example.test");

        assertThat(store.<Boolean>required(() -> keys.addIfNone(new byte[] {1}, Instant.EPOCH)))
                .isFalse();
        assertThat(store.number("SELECT COUNT(*) FROM srs_key")).isEqualTo(1);
        assertThat(store.required(keys::find).orElseThrow()).hasSize(32);
    }
}
