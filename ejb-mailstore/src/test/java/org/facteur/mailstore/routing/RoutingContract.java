package org.facteur.mailstore.routing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.harness.StoreContract;

/** What the tests of routing share. */
abstract class RoutingContract extends StoreContract {

    static final String SENDER = "sender@example.org";

    static RouteService service() {
        return store.bean(RouteService.class);
    }

    /** Makes an alias that leads to those addresses, and says which. */
    static String alias(String... targets) throws AdministrationException {
        return aliasAt(address(name()), targets);
    }

    static String aliasAt(String address, String... targets) throws AdministrationException {
        return store.administer(() -> service().create(RouteDraft.alias(address, Arrays.asList(targets))))
                .route()
                .address();
    }

    static RouteDraft group(String address, Posting posting, String... members) {
        return new RouteDraft(
                address, RouteKind.GROUP, Arrays.asList(members), "The team", posting, Optional.empty(), List.of());
    }

    static String create(RouteDraft draft) throws AdministrationException {
        return store.administer(() -> service().create(draft)).route().address();
    }

    /** Another domain of this server. */
    static String domain() {
        String domain = name() + ".test";
        store.required(() -> store.bean(DomainService.class).create(domain));
        return domain;
    }

    static long messages(AccountId account) throws Exception {
        return store.imap.status(account, MailboxName.INBOX).messages();
    }

    static RecipientDecision check(String recipient) throws Exception {
        return check(SENDER, recipient);
    }

    static RecipientDecision check(String sender, String recipient) throws Exception {
        return store.smtp.checkRecipient(client(SmtpService.RELAY), MailFrom.of(sender), RcptTo.of(recipient));
    }

    static SmtpClient submitter(String name) {
        SmtpClient anonymous = client(SmtpService.SUBMISSION);
        return new SmtpClient(
                anonymous.service(),
                anonymous.address(),
                anonymous.helo(),
                anonymous.tls(),
                Optional.of(store.login(name)));
    }

    static List<RecipientDecision> deliverFrom(SmtpClient client, String sender, String text, String... recipients)
            throws Exception {
        return store.smtp.deliver(new InboundMessage(client, sender, List.of(recipients), source(text), Instant.now()));
    }
}
