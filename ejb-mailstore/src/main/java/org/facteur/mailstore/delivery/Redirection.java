package org.facteur.mailstore.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.message.ContentWriter;
import org.facteur.mailstore.message.WrittenContent;
import org.facteur.mailstore.queue.OutgoingMail;
import org.facteur.mailstore.queue.OutgoingMessage;
import org.facteur.mailstore.queue.TlsRequired;
import org.facteur.mailstore.routing.ReturnAddresses;
import org.facteur.mailstore.routing.RouteRepository;
import org.facteur.mailstore.sieve.MailFilter;
import org.facteur.mailstore.sieve.script.Disposition;

/**
 * Sends on what scripts redirect, through the queue, whether it goes to another server or stays at this one: whoever gets it here is
 * found, and locked, in a transaction of its own.
 */
@ApplicationScoped
class Redirection {

    private static final System.Logger LOG = System.getLogger(Redirection.class.getName());

    @Inject
    private ContentWriter contents;

    @Inject
    private OutgoingMail outgoing;

    @Inject
    private ReturnAddresses returns;

    @Inject
    private RouteRepository routes;

    /** Within the transaction of the delivery; what is redirected is said in its header, so that it comes by only once. */
    void send(
            Passage passage,
            Function<WrittenContent, Optional<DomainName>> author,
            Distribution distribution,
            Map<MailAccount, Disposition> done)
            throws MailStoreException {
        Set<String> names = new LinkedHashSet<>();
        done.values().stream()
                .flatMap(disposition -> disposition.redirects().stream())
                .forEach(address -> MailAddress.domainOf(address).ifPresent(domain -> names.add(domain.value())));
        if (names.isEmpty()) {
            return;
        }
        Set<String> here = routes.local(names);
        for (Map.Entry<MailAccount, Disposition> each : done.entrySet()) {
            if (!each.getValue().redirects().isEmpty()) {
                MailAccount account = each.getKey();
                send(
                        passage,
                        author,
                        distribution.edition(account),
                        account,
                        each.getValue().redirects(),
                        here);
            }
        }
    }

    private void send(
            Passage passage,
            Function<WrittenContent, Optional<DomainName>> author,
            Edition edition,
            MailAccount account,
            List<String> addresses,
            Set<String> here)
            throws MailStoreException {
        InboundMessage message = passage.message();
        boolean isUtf8 = edition.mailFrom().parameters().smtpUtf8();
        List<RcptTo> remote = new ArrayList<>();
        List<RcptTo> local = new ArrayList<>();
        for (String address : addresses) {
            DomainName domain = MailAddress.domainOf(address).orElseThrow();
            if (here.contains(domain.value())) {
                local.add(RcptTo.of(address));
            } else if (outgoing.canGoTo(address) && (isUtf8 || address.chars().allMatch(c -> c < 0x80))) {
                remote.add(RcptTo.of(address));
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The Sieve script of {0} redirects to <{1}>, where this message cannot go",
                        account.address(),
                        address);
            }
        }
        if (remote.isEmpty() && local.isEmpty()) {
            return;
        }
        byte[] field = (MailFilter.REDIRECTED + ": " + account.address() + "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] fields = Arrays.copyOfRange(edition.prefix(), edition.returnPath(), edition.prefix().length);
        byte[] prefix = Arrays.copyOf(field, field.length + fields.length);
        System.arraycopy(fields, 0, prefix, field.length, fields.length);
        WrittenContent content = contents.write(prefix, message.source());
        MailParameters parameters = Edition.Plan.inItsOwnName(edition.mailFrom().parameters());
        String sender = edition.mailFrom().reversePath();
        boolean tlsWaived = TlsRequired.isWaived(message.source());
        Optional<DomainName> signs = author.apply(content);
        Optional<DomainName> through = MailAddress.domainOf(account.address());
        if (!local.isEmpty()) {
            MailFrom same = new MailFrom(sender, parameters);
            outgoing.add(
                    new OutgoingMessage(content, 0, same, tlsWaived, signs, through, message.received(), passage.id()),
                    local,
                    Set.of());
        }
        if (!remote.isEmpty()) {
            MailFrom own = new MailFrom(returns.forwarded(sender, through), parameters);
            outgoing.add(
                    new OutgoingMessage(content, 0, own, tlsWaived, signs, through, message.received(), passage.id()),
                    remote);
        }
    }
}
