package org.facteur.mailstore.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.greylist.Greylist;
import org.facteur.mailstore.queue.SuccessReports;

/** What a client may hand over: mail that can be delivered, and of an account no more than {@link SubmissionLimits}. */
@ApplicationScoped
public class Reception {

    @Inject
    private DeliveryService deliveries;

    @Inject
    private SuccessReports successes;

    @Inject
    @ConfigProperty(name = "facteur.submission.messages", defaultValue = "1000")
    private int messages;

    @Inject
    @ConfigProperty(name = "facteur.submission.recipients", defaultValue = "5000")
    private int recipients;

    /** Networks that no limit of this kind concerns, in CIDR form, comma separated. */
    @Inject
    @ConfigProperty(name = "facteur.abuse.exempt")
    private Optional<String> exempt;

    @Inject
    @ConfigProperty(name = "facteur.smtp.greylisting", defaultValue = "false")
    private boolean greylisting;

    @Inject
    private Greylist greylist;

    private List<Network> exempted = List.of();
    private SubmissionLimits limits = new SubmissionLimits(0, 0, List.of());

    @PostConstruct
    void configure() {
        List<Network> networks = Arrays.stream(exempt.orElse("").split(","))
                .filter(text -> !text.isBlank())
                .map(Network::parse)
                .toList();
        exempted = networks;
        limits = new SubmissionLimits(messages, recipients, networks);
    }

    /** As {@link SmtpListener#checkSender}. */
    public SenderDecision checkSender(SmtpClient client, MailFrom mailFrom) throws MailStoreException {
        return limits.allowsMessage(client, Instant.now())
                ? deliveries.checkSender(client, mailFrom.reversePath())
                : SenderDecision.RATE_LIMITED;
    }

    /** As {@link SmtpListener#checkRecipient}. */
    public RecipientDecision checkRecipient(SmtpClient client, MailFrom mailFrom, RcptTo rcptTo)
            throws MailStoreException {
        Instant now = Instant.now();
        if (!limits.allowsRecipient(client, now)) {
            return RecipientDecision.RATE_LIMITED;
        }
        RecipientDecision decision = deliveries.checkRecipient(client, mailFrom, rcptTo.forwardPath());
        return decision.isAccepted() && !isWelcome(client, mailFrom, rcptTo, now)
                ? RecipientDecision.GREYLISTED
                : decision;
    }

    /** Whether the client need not come again first. */
    private boolean isWelcome(SmtpClient client, MailFrom mailFrom, RcptTo rcptTo, Instant now)
            throws MailStoreException {
        InetAddress address = client.address().getAddress();
        return !greylisting
                || client.service() != SmtpService.RELAY
                || client.trusted()
                || exempted.stream().anyMatch(network -> network.contains(address))
                || greylist.admits(address, mailFrom.reversePath(), rcptTo.forwardPath(), now);
    }

    /** As {@link SmtpListener#deliver}; within the transaction of the caller. */
    public List<RecipientDecision> deliver(InboundMessage message) throws MailStoreException {
        int number = message.rcptTo().size();
        Instant now = Instant.now();
        if (!limits.take(message.client(), number, now)) {
            return Collections.nCopies(number, RecipientDecision.RATE_LIMITED);
        }
        boolean kept = false;
        try {
            List<Receipt> receipts = deliveries.deliver(message);
            List<RecipientDecision> decisions =
                    receipts.stream().map(Receipt::decision).toList();
            successes.send(message, receipts);
            kept = decisions.stream().allMatch(RecipientDecision::isAccepted);
            return decisions;
        } finally {
            if (!kept) {
                limits.takeBack(message.client(), number, now);
            }
        }
    }
}
