package org.facteur.mailstore.delivery;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.Destination;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.delivery.Receipt.Arrival;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.history.Origin;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MessageTotals;
import org.facteur.mailstore.message.ContentWriter;
import org.facteur.mailstore.message.MessageRepository;
import org.facteur.mailstore.message.StoredMessage;
import org.facteur.mailstore.message.WrittenContent;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.queue.OutgoingMail;
import org.facteur.mailstore.queue.OutgoingMessage;
import org.facteur.mailstore.queue.TlsRequired;
import org.facteur.mailstore.routing.Directions;
import org.facteur.mailstore.routing.Group;
import org.facteur.mailstore.routing.KnownAccounts;
import org.facteur.mailstore.routing.Leaf;
import org.facteur.mailstore.routing.Resolution;
import org.facteur.mailstore.routing.Resolution.Fate;
import org.facteur.mailstore.routing.ReturnAddresses;
import org.facteur.mailstore.sieve.IncomingMessage;
import org.facteur.mailstore.sieve.MailFilter;
import org.facteur.mailstore.sieve.script.Disposition;
import org.facteur.mailstore.signing.Authorship;

/**
 * Delivers messages: the content once, and a row for each mailbox, in one transaction whatever the number of recipients.
 *
 * <p>The content is written first, so that no lock is held while a large one streams in. Then the accounts are locked and the
 * mailboxes, each in the order of their ids; everything else is decided from what these rows say, and written in batches.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class DeliveryService {

    private static final System.Logger LOG = System.getLogger(DeliveryService.class.getName());

    private static final long SEEN = SystemFlag.SEEN.bit();

    /** This server itself. */
    private static final SmtpClient OWN = new SmtpClient(
            SmtpService.LMTP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "",
            Optional.empty(),
            Optional.empty());

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MessageRepository messages;

    @Inject
    private ContentWriter contents;

    @Inject
    private MailFilter filter;

    @Inject
    private Sorting sorting;

    @Inject
    private MailboxEvents events;

    @Inject
    private OutgoingMail outgoing;

    @Inject
    private Directions directions;

    @Inject
    private KnownAccounts known;

    @Inject
    private ReturnAddresses returns;

    @Inject
    private Redirection redirection;

    @Inject
    private Passages passages;

    /** As {@link SmtpListener#checkSender}: who is logged in sends under the own address, under one that leads to
     * no other account, or under none. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public SenderDecision checkSender(SmtpClient client, String sender) throws MailStoreException {
        if (client.service() != SmtpService.SUBMISSION
                || sender.isEmpty()
                || client.account().isEmpty()) {
            return SenderDecision.ACCEPTED;
        }
        String own = client.account().get().address();
        Optional<MailAddress> address = MailAddress.parse(sender);
        if (address.isEmpty()) {
            return SenderDecision.NOT_OWNED;
        }
        return address.get().toString().equals(own)
                        || directions.isOnly(sender, MailAddress.parse(own).orElseThrow())
                ? SenderDecision.ACCEPTED
                : SenderDecision.NOT_OWNED;
    }

    /** As {@link SmtpListener#checkRecipient}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public RecipientDecision checkRecipient(SmtpClient client, MailFrom mailFrom, String recipient)
            throws MailStoreException {
        long declaredSize = mailFrom.parameters().size();
        Optional<MailAddress> address = MailAddress.parse(recipient);
        Optional<MailAccount> account = address.flatMap(accounts::destination).flatMap(Destination::account);
        if (account.isPresent()) {
            known.remember(address.get());
            return decide(account.get(), declaredSize);
        }
        Resolution resolution = directions.of(client, mailFrom.reversePath(), recipient);
        Map<String, MailAccount> found = byAddress(accounts.findByAddress(inboxes(List.of(resolution))));
        Set<String> passedOn = passedOn(Map.of(recipient, resolution), relays(client));
        return decide(recipient, resolution, passedOn, inbox -> decide(inbox, found, declaredSize));
    }

    /** Those of the recipients at other servers to whom the message is passed on. */
    private Set<String> passedOn(Map<String, Resolution> resolutions, boolean relays) {
        List<String> elsewhere = new ArrayList<>();
        resolutions.forEach((path, resolution) -> {
            if (resolution.fate() == Fate.ELSEWHERE) {
                elsewhere.add(path);
            }
        });
        return elsewhere.isEmpty() ? Set.of() : outgoing.passedOn(elsewhere, relays);
    }

    /** Whether mail of this client goes to all other servers: only of those who have an account here, and are logged in. */
    private static boolean relays(SmtpClient client) {
        return client.service() == SmtpService.SUBMISSION && client.account().isPresent();
    }

    /**
     * Delivers a message of this server itself, under the null reverse-path, to a recipient here or elsewhere. If that fails nobody is
     * told: there is a line in the log.
     */
    public void deliverOwn(String recipient, BodyType body, MessageSource source, Instant now)
            throws MailStoreException {
        MailFrom mailFrom = new MailFrom("", MailParameters.builder().body(body).build());
        InboundMessage report = own(mailFrom, List.of(RcptTo.of(recipient)), source, now);
        RecipientDecision decision = deliver(report, Origin.OWN, true, content -> Authorship.ofOwn(from(content)))
                .get(0)
                .decision();
        if (!decision.isAccepted()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A report cannot be delivered to <{0}>: {1}",
                    recipient.replaceAll("\\p{Cntrl}+", " "),
                    decision);
        }
    }

    /**
     * Delivers a message from the queue to recipients whose addresses are of this server.
     *
     * @param author whose word the message is, if this server could say so when it accepted it
     * @return for each recipient, in their order
     */
    public List<Receipt> deliverQueued(
            MailFrom mailFrom, List<RcptTo> rcptTo, MessageSource source, Optional<DomainName> author, Instant received)
            throws MailStoreException {
        return deliver(own(mailFrom, rcptTo, source, received), Origin.QUEUE, false, content -> author);
    }

    /** A message of this server's own, or of an application on it. */
    public InboundMessage own(MailFrom mailFrom, List<RcptTo> rcptTo, MessageSource source, Instant received) {
        return new InboundMessage(OWN, mailFrom, rcptTo, source, received);
    }

    /** Says of the recipients of a message of this server's own what {@link #deliverQueued} would, as far as the envelope tells. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<RecipientDecision> checkOwn(MailFrom mailFrom, List<RcptTo> rcptTo) throws MailStoreException {
        InboundMessage envelope = own(mailFrom, rcptTo, MessageSource.of(new byte[0]), Instant.now());
        Map<String, Resolution> resolutions = directions.of(envelope);
        Set<String> passedOn = passedOn(resolutions, true);
        Map<String, MailAccount> found = byAddress(accounts.findByAddress(inboxes(resolutions.values())));
        List<RecipientDecision> decisions = new ArrayList<>(rcptTo.size());
        for (String recipient : envelope.recipients()) {
            decisions.add(decide(recipient, resolution(resolutions, recipient), passedOn, inbox -> {
                forgetIfGone(inbox, found);
                return decide(inbox, found, mailFrom.parameters().size());
            }));
        }
        return decisions;
    }

    /** Those recipients of a message of this server's own who are at other servers, and can be sent to. */
    public Set<String> elsewhere(MailFrom mailFrom, List<RcptTo> rcptTo, MessageSource source)
            throws MailStoreException {
        return passedOn(directions.of(own(mailFrom, rcptTo, source, Instant.now())), true);
    }

    private void forgetIfGone(Leaf.Inbox inbox, Map<String, MailAccount> there) {
        if (!there.containsKey(inbox.address().toString())) {
            known.forget(inbox.address());
        }
    }

    /** As {@link SmtpListener#deliver}; what is to be released later waits in the queue, for recipients here, too. */
    public List<Receipt> deliver(InboundMessage message) throws MailStoreException {
        boolean relays = relays(message.client());
        return message.mailFrom()
                        .parameters()
                        .holdUntil()
                        .filter(message.received()::isBefore)
                        .isPresent()
                ? holdBack(message, relays)
                : deliver(
                        message,
                        Origin.of(message.client().service()),
                        relays,
                        content -> Authorship.of(message, from(content)));
    }

    /** Queues a message for all of its recipients (RFC 4865), who are looked for at once. */
    private List<Receipt> holdBack(InboundMessage message, boolean relays) throws MailStoreException {
        Map<String, Resolution> resolutions = directions.of(message);
        Set<String> passedOn = passedOn(resolutions, relays);
        Map<String, MailAccount> found = byAddress(accounts.findByAddress(inboxes(resolutions.values())));
        long size = message.source().size();
        List<RecipientDecision> decisions = new ArrayList<>(message.rcptTo().size());
        List<RcptTo> accepted = new ArrayList<>();
        Set<String> elsewhere = new LinkedHashSet<>();
        for (RcptTo recipient : message.rcptTo()) {
            String path = recipient.forwardPath();
            RecipientDecision decision = decide(path, resolution(resolutions, path), passedOn, inbox -> {
                forgetIfGone(inbox, found);
                return decide(inbox, found, size);
            });
            decisions.add(decision);
            if (decision.isAccepted()) {
                accepted.add(recipient);
            }
            if (decision == RecipientDecision.ACCEPTED_FOR_RELAY) {
                elsewhere.add(path);
            }
        }
        boolean isOneAnswer = message.client().service() != SmtpService.LMTP;
        if (!accepted.isEmpty() && (!isOneAnswer || accepted.size() == decisions.size())) {
            WrittenContent content = contents.write(new byte[0], message.source());
            Passage passage =
                    new Passage(passages.begin(), Origin.of(message.client().service()), message);
            outgoing.add(
                    new OutgoingMessage(
                            content,
                            0,
                            message.mailFrom(),
                            TlsRequired.isWaived(message.source()),
                            Authorship.of(message, from(content)),
                            Optional.empty(),
                            message.received(),
                            passage.id()),
                    accepted,
                    elsewhere);
            passages.queued(passage, content, accepted);
        }
        return decisions.stream().map(Receipt::open).toList();
    }

    /** @param author says of a content whose word it is */
    private List<Receipt> deliver(
            InboundMessage message,
            Origin origin,
            boolean relays,
            Function<WrittenContent, Optional<DomainName>> author)
            throws MailStoreException {
        Passage passage = new Passage(passages.begin(), origin, message);
        Map<String, Resolution> resolutions = directions.of(message);
        Set<String> passedOn = passedOn(resolutions, relays);
        Map<Optional<Group>, Edition> editions = editions(message, resolutions, !passedOn.isEmpty());
        Map<String, MailAccount> locked = byAddress(accounts.lock(inboxes(resolutions.values())));
        List<RecipientDecision> decisions = decisions(message, resolutions, editions, locked, passedOn);
        boolean isOneAnswer = message.client().service() != SmtpService.LMTP;
        boolean hasRefusal = decisions.stream().anyMatch(decision -> !decision.isAccepted());
        if (hasRefusal && (isOneAnswer || decisions.stream().noneMatch(RecipientDecision::isAccepted))) {
            editions.values().forEach(edition -> contents.discard(edition.content()));
            passages.refused(passage, editions.values(), decisions);
            return decisions.stream().map(Receipt::open).toList();
        }
        Distribution distribution = distribution(message, resolutions, editions, locked, decisions);
        Map<MailAccount, Disposition> wanted = new LinkedHashMap<>();
        for (Edition edition : editions.values()) {
            wanted.putAll(filter.decide(
                    incoming(message, edition), edition.mailFrom().reversePath(), distribution.recipients(edition)));
        }
        Outcomes outcomes = new Outcomes(message.recipients(), decisions, resolutions, locked);
        Map<MailAccount, Disposition> done =
                isOneAnswer ? outcomes.forAll(wanted, distribution.remotes().isEmpty()) : outcomes.forEach(wanted);
        store(passage, distribution, editions.values(), done);
        redirection.send(passage, author, distribution, done);
        boolean tlsWaived = !distribution.remotes().isEmpty() && TlsRequired.isWaived(message.source());
        for (Map.Entry<Distribution.Remote, List<RcptTo>> remote :
                distribution.remotes().entrySet()) {
            Edition edition = remote.getKey().edition();
            MailFrom mailFrom = forwarded(edition.mailFrom(), remote.getKey().through());
            outgoing.add(
                    new OutgoingMessage(
                            edition.content(),
                            edition.returnPath(),
                            mailFrom,
                            tlsWaived,
                            author.apply(edition.content()),
                            remote.getKey().forwarder(),
                            message.received(),
                            passage.id()),
                    remote.getValue());
        }
        List<RecipientDecision> answers = outcomes.after(done);
        passages.record(passage, editions.values(), passage.fates(distribution, done, answers));
        return receipts(message, resolutions, answers);
    }

    private static List<Receipt> receipts(
            InboundMessage message, Map<String, Resolution> resolutions, List<RecipientDecision> decisions) {
        List<Receipt> receipts = new ArrayList<>(decisions.size());
        for (int i = 0; i < decisions.size(); i++) {
            RecipientDecision decision = decisions.get(i);
            receipts.add(
                    decision == RecipientDecision.ACCEPTED
                            ? new Receipt(
                                    decision,
                                    arrival(resolution(
                                                    resolutions,
                                                    message.rcptTo().get(i).forwardPath())
                                            .leaves()))
                            : Receipt.open(decision));
        }
        return receipts;
    }

    /** A group is where a message ends (RFC 3461 section 5.2.7.1), one who gets it in another place hears for whom it was. */
    private static Arrival arrival(List<Leaf> leaves) {
        Optional<Group> group = leaves.get(0).group();
        if (leaves.size() == 1) {
            return group.isEmpty() && leaves.get(0) instanceof Leaf.Remote ? Arrival.OPEN : Arrival.DELIVERED;
        }
        return group.isPresent()
                        && leaves.stream().allMatch(leaf -> leaf.group().equals(group))
                ? Arrival.DELIVERED
                : Arrival.EXPANDED;
    }

    private static List<EmailAddress> from(WrittenContent content) {
        return content.structure().envelope().from();
    }

    /** Writes what some may get, each once; for whom nobody knows, and for whom everybody refuses, nothing is written. */
    private Map<Optional<Group>, Edition> editions(
            InboundMessage message, Map<String, Resolution> resolutions, boolean isPassedOn) throws MailStoreException {
        Set<Optional<Group>> groups = new LinkedHashSet<>();
        if (isPassedOn) {
            groups.add(Optional.empty());
        }
        for (Resolution resolution : resolutions.values()) {
            resolution.leaves().forEach(leaf -> groups.add(leaf.group()));
        }
        Map<Optional<Group>, Edition> editions = new LinkedHashMap<>();
        for (Optional<Group> group : groups) {
            Edition.Plan plan = Edition.Plan.of(group, message.mailFrom());
            byte[] prefix = plan.prefix();
            editions.put(group, plan.written(prefix, contents.write(prefix, message.source())));
        }
        return editions;
    }

    private static IncomingMessage incoming(InboundMessage message, Edition edition) {
        return new IncomingMessage(
                edition.prefix(),
                message.source(),
                edition.content().structure(),
                edition.content().size(),
                message.received());
    }

    private MailFrom forwarded(MailFrom mailFrom, Optional<DomainName> through) throws MailStoreException {
        return through.isEmpty()
                ? mailFrom
                : new MailFrom(returns.forwarded(mailFrom.reversePath(), through), mailFrom.parameters());
    }

    private static Distribution distribution(
            InboundMessage message,
            Map<String, Resolution> resolutions,
            Map<Optional<Group>, Edition> editions,
            Map<String, MailAccount> locked,
            List<RecipientDecision> decisions) {
        Distribution distribution = new Distribution();
        for (Map.Entry<Optional<Group>, Edition> entry : inOrder(editions)) {
            Edition edition = entry.getValue();
            for (int i = 0; i < decisions.size(); i++) {
                RcptTo rcptTo = message.rcptTo().get(i);
                if (decisions.get(i) == RecipientDecision.ACCEPTED_FOR_RELAY
                        && entry.getKey().isEmpty()) {
                    distribution.add(edition, rcptTo);
                } else if (decisions.get(i) == RecipientDecision.ACCEPTED) {
                    Resolution resolution = resolution(resolutions, rcptTo.forwardPath());
                    RcptTo named = resolution.leaves().size() == 1 ? rcptTo : Distribution.expanded(rcptTo);
                    for (Leaf leaf : resolution.leaves()) {
                        if (leaf.group().equals(entry.getKey())) {
                            distribute(distribution, edition, leaf, named, locked);
                        }
                    }
                }
            }
        }
        return distribution;
    }

    /** What is sent to somebody directly comes before what groups send. */
    private static List<Map.Entry<Optional<Group>, Edition>> inOrder(Map<Optional<Group>, Edition> editions) {
        return editions.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().isPresent()))
                .toList();
    }

    private static void distribute(
            Distribution distribution, Edition edition, Leaf leaf, RcptTo rcptTo, Map<String, MailAccount> locked) {
        if (leaf instanceof Leaf.Remote remote) {
            distribution.add(edition, remote, rcptTo);
        } else if (leaf instanceof Leaf.Inbox inbox) {
            RecipientDecision decision = decide(inbox, locked, edition.content().size());
            MailAccount account = locked.get(inbox.address().toString());
            if (decision == RecipientDecision.ACCEPTED && account != null) {
                distribution.add(edition, account, rcptTo.forwardPath());
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A message for <{0}> does not reach {1}, which it leads to beside others: {2}",
                        rcptTo.forwardPath(),
                        inbox.address(),
                        decision);
            }
        }
    }

    private static Resolution resolution(Map<String, Resolution> resolutions, String path) {
        return Objects.requireNonNull(resolutions.get(path));
    }

    private static List<MailAddress> inboxes(Collection<Resolution> resolutions) {
        return resolutions.stream()
                .flatMap(resolution -> resolution.leaves().stream())
                .filter(Leaf.Inbox.class::isInstance)
                .map(leaf -> ((Leaf.Inbox) leaf).address())
                .distinct()
                .toList();
    }

    private static Map<String, MailAccount> byAddress(List<MailAccount> accounts) {
        Map<String, MailAccount> byAddress = new HashMap<>();
        accounts.forEach(account -> byAddress.put(account.address(), account));
        return byAddress;
    }

    private List<RecipientDecision> decisions(
            InboundMessage message,
            Map<String, Resolution> resolutions,
            Map<Optional<Group>, Edition> editions,
            Map<String, MailAccount> locked,
            Set<String> passedOn) {
        List<RecipientDecision> decisions = new ArrayList<>(message.recipients().size());
        for (String recipient : message.recipients()) {
            Resolution resolution = resolution(resolutions, recipient);
            decisions.add(decide(recipient, resolution, passedOn, inbox -> {
                forgetIfGone(inbox, locked);
                Edition edition = Objects.requireNonNull(editions.get(inbox.group()));
                return decide(inbox, locked, edition.content().size());
            }));
        }
        return decisions;
    }

    /** @param ofInbox decides for one of the accounts to which the recipient leads */
    private RecipientDecision decide(
            String recipient,
            Resolution resolution,
            Set<String> passedOn,
            Function<Leaf.Inbox, RecipientDecision> ofInbox) {
        return switch (resolution.fate()) {
            case HERE -> decide(resolution.leaves(), ofInbox);
            case ELSEWHERE ->
                passedOn.contains(recipient) ? RecipientDecision.ACCEPTED_FOR_RELAY : RecipientDecision.RELAY_DENIED;
            case UNKNOWN -> RecipientDecision.UNKNOWN_USER;
            case LOOP -> RecipientDecision.LOOP;
            case REFUSED -> RecipientDecision.REFUSED;
            case OVERFLOW -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "<{0}> leads to too many recipients, or over too many steps",
                        recipient);
                yield RecipientDecision.TRY_LATER;
            }
        };
    }

    /** One who gets it is enough; if nobody does, a reason that may pass is the better one. */
    private static RecipientDecision decide(List<Leaf> leaves, Function<Leaf.Inbox, RecipientDecision> ofInbox) {
        RecipientDecision refusal = null;
        for (Leaf leaf : leaves) {
            RecipientDecision decision =
                    leaf instanceof Leaf.Inbox inbox ? ofInbox.apply(inbox) : RecipientDecision.ACCEPTED;
            if (decision.isAccepted()) {
                return RecipientDecision.ACCEPTED;
            }
            if (refusal == null
                    || decision == RecipientDecision.OVER_QUOTA
                    || decision == RecipientDecision.TRY_LATER) {
                refusal = decision;
            }
        }
        return Objects.requireNonNull(refusal);
    }

    /** An account that has gone since it was found: when the client comes back its address is looked for again. */
    private static RecipientDecision decide(Leaf.Inbox inbox, Map<String, MailAccount> accounts, long size) {
        MailAccount account = accounts.get(inbox.address().toString());
        return account == null ? RecipientDecision.TRY_LATER : decide(account, size);
    }

    private static RecipientDecision decide(MailAccount account, long size) {
        if (!account.isEnabled()) {
            return RecipientDecision.DISABLED;
        }
        if (!account.couldEverHold(size)) {
            return RecipientDecision.TOO_LARGE;
        }
        return account.hasRoomFor(1, size) ? RecipientDecision.ACCEPTED : RecipientDecision.OVER_QUOTA;
    }

    /**
     * Adds the message to every mailbox that gets it, and takes back what nobody gets.
     *
     * @throws MailStoreException {@code UNAVAILABLE} if a mailbox has gone: the client tries again
     */
    private void store(
            Passage passage,
            Distribution distribution,
            Collection<Edition> editions,
            Map<MailAccount, Disposition> done)
            throws MailStoreException {
        Map<MailboxId, Copy> copies = new HashMap<>();
        for (Edition edition : editions) {
            Map<MailAccount, Disposition> own = new LinkedHashMap<>();
            distribution.recipients(edition).keySet().forEach(account -> {
                Disposition disposition = done.get(account);
                if (disposition != null) {
                    own.put(account, disposition);
                }
            });
            Map<MailboxId, Copy> some = sorting.copies(own, edition.content().size());
            if (some.isEmpty() && !distribution.hasRemote(edition)) {
                contents.discard(edition.content());
            }
            copies.putAll(some);
        }
        if (copies.isEmpty()) {
            return;
        }
        Map<MailboxId, Mailbox> locked = new LinkedHashMap<>();
        mailboxes.lock(copies.keySet()).forEach(mailbox -> locked.put(mailbox.id(), mailbox));
        if (!locked.keySet().equals(copies.keySet())) {
            throw new MailStoreException(Reason.UNAVAILABLE, "A mailbox has been deleted meanwhile");
        }
        for (Map.Entry<MailboxId, Copy> entry : copies.entrySet()) {
            Copy copy = entry.getValue();
            WrittenContent content = distribution.edition(copy.account()).content();
            add(passage, content, copy, Objects.requireNonNull(locked.get(entry.getKey())));
        }
    }

    private void add(Passage passage, WrittenContent content, Copy copy, Mailbox mailbox) throws MailStoreException {
        long flags = copy.mask(mailbox);
        messages.add(new StoredMessage(
                mailbox.id(), mailbox.takeUids(1), content, passage.message().received(), flags, mailbox.takeModSeq()));
        mailbox.added(new MessageTotals(1, (flags & SEEN) == 0 ? 1 : 0, 1, content.size()));
        copy.account().use(1, content.size());
        events.changing(mailbox.id());
        passage.kept(copy.account(), mailbox.name());
    }
}
