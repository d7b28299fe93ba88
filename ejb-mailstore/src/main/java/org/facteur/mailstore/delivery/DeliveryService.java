package org.facteur.mailstore.delivery;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.SystemFlag;
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
import org.facteur.mailstore.domain.DomainName;
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
import org.facteur.mailstore.sieve.IncomingMessage;
import org.facteur.mailstore.sieve.MailFilter;
import org.facteur.mailstore.sieve.script.Disposition;

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

    /** The one local part that every domain has, and that needs no domain (RFC 5321 section 4.5.1). */
    private static final String POSTMASTER = "postmaster";

    private static final long SEEN = SystemFlag.SEEN.bit();

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

    /** As {@link SmtpListener#checkSender}: who is logged in sends under the own address, or under none. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public SenderDecision checkSender(SmtpClient client, String sender) throws MailStoreException {
        if (client.service() != SmtpService.SUBMISSION
                || sender.isEmpty()
                || client.account().isEmpty()) {
            return SenderDecision.ACCEPTED;
        }
        String own = client.account().get().address();
        boolean isOwn = MailAddress.parse(sender)
                .filter(address -> address.toString().equals(own))
                .isPresent();
        return isOwn ? SenderDecision.ACCEPTED : SenderDecision.NOT_OWNED;
    }

    /** As {@link SmtpListener#checkRecipient}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public RecipientDecision checkRecipient(SmtpClient client, String recipient, long declaredSize)
            throws MailStoreException {
        boolean relays = relays(client);
        if (recipient.equalsIgnoreCase(POSTMASTER)) {
            return accounts.findByLocalPart(POSTMASTER).stream()
                    .findFirst()
                    .map(account -> decide(account, declaredSize))
                    .orElse(RecipientDecision.UNKNOWN_USER);
        }
        Optional<MailAddress> address = MailAddress.parse(recipient);
        if (address.isEmpty()) {
            return withoutAccount(recipient, accounts.local(domainOf(recipient)), relays);
        }
        Optional<Destination> destination = accounts.destination(address.get());
        if (destination.isEmpty()) {
            return withoutAccount(recipient, Set.of(), relays);
        }
        return destination
                .get()
                .account()
                .map(account -> decide(account, declaredSize))
                .orElse(RecipientDecision.UNKNOWN_USER);
    }

    /** Whether mail of this client goes to other servers: only of those who have an account here, and are logged in. */
    private static boolean relays(SmtpClient client) {
        return client.service() == SmtpService.SUBMISSION && client.account().isPresent();
    }

    /**
     * Delivers a message of this server itself, under the null reverse-path, to a recipient here or elsewhere. If that fails nobody is
     * told: there is a line in the log.
     */
    public void deliverOwn(String recipient, BodyType body, MessageSource source, Instant now)
            throws MailStoreException {
        SmtpClient own = new SmtpClient(
                SmtpService.LMTP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "",
                Optional.empty(),
                Optional.empty());
        MailFrom mailFrom = new MailFrom("", MailParameters.builder().body(body).build());
        RecipientDecision decision = deliver(
                        new InboundMessage(own, mailFrom, List.of(RcptTo.of(recipient)), source, now), true)
                .get(0);
        if (!decision.isAccepted()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A report cannot be delivered to <{0}>: {1}",
                    recipient.replaceAll("\\p{Cntrl}+", " "),
                    decision);
        }
    }

    /** As {@link SmtpListener#deliver}. */
    public List<RecipientDecision> deliver(InboundMessage message) throws MailStoreException {
        return deliver(message, relays(message.client()));
    }

    private List<RecipientDecision> deliver(InboundMessage message, boolean relays) throws MailStoreException {
        Map<String, MailAddress> addresses = addresses(message.recipients());
        byte[] returnPath = returnPath(message.sender());
        WrittenContent content = contents.write(returnPath, message.source());
        Map<String, MailAccount> accountsByAddress = new HashMap<>();
        for (MailAccount account : accounts.lock(new LinkedHashSet<>(addresses.values()))) {
            accountsByAddress.put(account.address(), account);
        }
        List<RecipientDecision> decisions =
                decisions(message.recipients(), addresses, accountsByAddress, content.size(), relays);
        boolean isOneAnswer = message.client().service() != SmtpService.LMTP;
        boolean hasRefusal = decisions.stream().anyMatch(decision -> !decision.isAccepted());
        if (hasRefusal && (isOneAnswer || decisions.stream().noneMatch(RecipientDecision::isAccepted))) {
            contents.discard(content);
            return decisions;
        }
        Map<MailAccount, List<String>> accepted =
                accepted(message.recipients(), decisions, addresses, accountsByAddress);
        Map<MailAccount, Disposition> wanted = filter.decide(
                new IncomingMessage(
                        returnPath, message.source(), content.structure(), content.size(), message.received()),
                message.sender(),
                accepted);
        List<RcptTo> elsewhere = elsewhere(message.rcptTo(), decisions);
        Map<MailAccount, Disposition> done = isOneAnswer ? forOneAnswer(wanted, elsewhere.isEmpty()) : wanted;
        Map<MailboxId, Copy> copies = sorting.copies(done, content.size());
        if (copies.isEmpty() && elsewhere.isEmpty()) {
            contents.discard(content);
        }
        store(message, content, copies);
        if (!elsewhere.isEmpty()) {
            outgoing.add(content, returnPath.length, message.mailFrom(), elsewhere, message.received());
        }
        return withRefusals(message.recipients(), decisions, accepted, done);
    }

    /** Where one answer stands for all, what some refuse and others do not is kept by all: a refusal could be told to nobody. */
    private static Map<MailAccount, Disposition> forOneAnswer(
            Map<MailAccount, Disposition> wanted, boolean isForAccountsOnly) {
        if (isForAccountsOnly && wanted.values().stream().allMatch(Disposition::refused)) {
            return wanted;
        }
        Map<MailAccount, Disposition> done = new LinkedHashMap<>(wanted);
        done.replaceAll((account, disposition) -> disposition.refused() ? Disposition.KEEP : disposition);
        return done;
    }

    private static List<RecipientDecision> withRefusals(
            List<String> recipients,
            List<RecipientDecision> decisions,
            Map<MailAccount, List<String>> accepted,
            Map<MailAccount, Disposition> done) {
        Set<String> refused = new HashSet<>();
        done.forEach((account, disposition) -> {
            if (disposition.refused()) {
                refused.addAll(accepted.getOrDefault(account, List.of()));
            }
        });
        List<RecipientDecision> outcomes = new ArrayList<>(decisions);
        for (int i = 0; i < outcomes.size(); i++) {
            if (refused.contains(recipients.get(i))) {
                outcomes.set(i, RecipientDecision.REFUSED);
            }
        }
        return outcomes;
    }

    /**
     * Adds the message to every mailbox that gets it.
     *
     * @throws MailStoreException {@code UNAVAILABLE} if a mailbox has gone: the client tries again
     */
    private void store(InboundMessage message, WrittenContent content, Map<MailboxId, Copy> copies)
            throws MailStoreException {
        if (copies.isEmpty()) {
            return;
        }
        Map<MailboxId, Mailbox> locked = new LinkedHashMap<>();
        mailboxes.lock(copies.keySet()).forEach(mailbox -> locked.put(mailbox.id(), mailbox));
        if (!locked.keySet().equals(copies.keySet())) {
            throw new MailStoreException(Reason.UNAVAILABLE, "A mailbox has been deleted meanwhile");
        }
        for (Map.Entry<MailboxId, Copy> entry : copies.entrySet()) {
            add(message, content, entry.getValue(), Objects.requireNonNull(locked.get(entry.getKey())));
        }
    }

    private void add(InboundMessage message, WrittenContent content, Copy copy, Mailbox mailbox)
            throws MailStoreException {
        long flags = copy.mask(mailbox);
        messages.add(new StoredMessage(
                mailbox.id(), mailbox.takeUids(1), content, message.received(), flags, mailbox.takeModSeq()));
        mailbox.added(new MessageTotals(1, (flags & SEEN) == 0 ? 1 : 0, 1, content.size()));
        copy.account().use(1, content.size());
        events.changing(mailbox.id());
    }

    /** The addresses of the recipients that can have one here; {@code Postmaster} alone has the address of its account. */
    private Map<String, MailAddress> addresses(List<String> recipients) {
        Map<String, MailAddress> addresses = new HashMap<>();
        for (String recipient : recipients) {
            Optional<MailAddress> address = recipient.equalsIgnoreCase(POSTMASTER)
                    ? accounts.findByLocalPart(POSTMASTER).stream()
                            .findFirst()
                            .flatMap(account -> MailAddress.parse(account.address()))
                    : MailAddress.parse(recipient);
            address.ifPresent(parsed -> addresses.put(recipient, parsed));
        }
        return addresses;
    }

    private List<RecipientDecision> decisions(
            List<String> recipients,
            Map<String, MailAddress> addresses,
            Map<String, MailAccount> accountsByAddress,
            long size,
            boolean relays) {
        Set<DomainName> doubtful = new LinkedHashSet<>();
        for (String recipient : recipients) {
            if (account(recipient, addresses, accountsByAddress).isEmpty()) {
                doubtful.addAll(domainOf(recipient));
            }
        }
        Set<DomainName> local = accounts.local(doubtful);
        List<RecipientDecision> decisions = new ArrayList<>(recipients.size());
        for (String recipient : recipients) {
            decisions.add(account(recipient, addresses, accountsByAddress)
                    .map(account -> decide(account, size))
                    .orElseGet(() -> withoutAccount(recipient, local, relays)));
        }
        return decisions;
    }

    private static Optional<MailAccount> account(
            String recipient, Map<String, MailAddress> addresses, Map<String, MailAccount> accountsByAddress) {
        return Optional.ofNullable(addresses.get(recipient))
                .flatMap(address -> Optional.ofNullable(accountsByAddress.get(address.toString())));
    }

    /** The accounts that get the message, in the order of their ids, with the paths that name each. */
    private static Map<MailAccount, List<String>> accepted(
            List<String> recipients,
            List<RecipientDecision> decisions,
            Map<String, MailAddress> addresses,
            Map<String, MailAccount> accountsByAddress) {
        Map<MailAccount, List<String>> accepted =
                new TreeMap<>(Comparator.comparingLong(account -> account.id().value()));
        for (int i = 0; i < recipients.size(); i++) {
            if (decisions.get(i) == RecipientDecision.ACCEPTED) {
                String recipient = recipients.get(i);
                account(recipient, addresses, accountsByAddress)
                        .ifPresent(account -> accepted.computeIfAbsent(account, each -> new ArrayList<>())
                                .add(recipient));
            }
        }
        return accepted;
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

    private RecipientDecision withoutAccount(String recipient, Set<DomainName> local, boolean relays) {
        if (recipient.equalsIgnoreCase(POSTMASTER)
                || domainOf(recipient).stream().anyMatch(local::contains)) {
            return RecipientDecision.UNKNOWN_USER;
        }
        return relays && outgoing.canGoTo(recipient)
                ? RecipientDecision.ACCEPTED_FOR_RELAY
                : RecipientDecision.RELAY_DENIED;
    }

    private static List<RcptTo> elsewhere(List<RcptTo> rcptTo, List<RecipientDecision> decisions) {
        List<RcptTo> elsewhere = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i) == RecipientDecision.ACCEPTED_FOR_RELAY) {
                elsewhere.add(rcptTo.get(i));
            }
        }
        return elsewhere;
    }

    private static List<DomainName> domainOf(String recipient) {
        return MailAddress.domainOf(recipient).stream().toList();
    }

    /** The line with which final delivery begins a message (RFC 5321 section 4.4). */
    private static byte[] returnPath(String sender) {
        return ("Return-Path: <" + sender + ">\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
