package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.smtp.RcptTo;
import org.facteur.mailstore.maildrop.ServerIdentity;

/** Where mail for other servers begins its way, in the transaction that accepts it. */
@ApplicationScoped
public class OutgoingMail {

    @Inject
    private QueueRepository queue;

    @Inject
    private NextHopRepository hops;

    @Inject
    private RetryPolicy policy;

    @Inject
    private QueueEvents events;

    @Inject
    private BranchRepository branches;

    @Inject
    private ServerIdentity server;

    /** Whether mail for an address can be tried at all: it names a domain, or an address of a machine. */
    public boolean canGoTo(String address) {
        return Destination.of(address).isPresent();
    }

    /**
     * Those of some addresses elsewhere to whom mail is passed on.
     *
     * @param isTrusted whether it is passed on wherever it can go, and not only where mail is taken from everybody for
     */
    public Set<String> passedOn(Collection<String> addresses, boolean isTrusted) {
        Map<String, String> domains = new LinkedHashMap<>();
        addresses.forEach(
                address -> Destination.of(address).ifPresent(destination -> domains.put(address, destination.name())));
        if (isTrusted || domains.isEmpty()) {
            return domains.keySet();
        }
        Set<String> receiving = hops.receiving(Set.copyOf(domains.values()));
        domains.values().retainAll(receiving);
        return domains.keySet();
    }

    /**
     * Queues a message within the transaction of the caller.
     *
     * @param rcptTo all of them can go somewhere, and at least one
     */
    public void add(OutgoingMessage message, List<RcptTo> rcptTo) {
        queue(message, rcptTo, Set.of());
    }

    /**
     * Queues a message within the transaction of the caller, also for recipients of this server, to whom it is delivered from the queue.
     *
     * @param elsewhere those of the recipients who are at other servers, and can go there
     */
    public void add(OutgoingMessage message, List<RcptTo> rcptTo, Set<String> elsewhere) {
        queue(message, rcptTo, here(rcptTo, elsewhere));
    }

    /** The same for a transaction that is not decided yet: until then nobody takes the message. */
    public void prepare(BranchId branch, OutgoingMessage message, List<RcptTo> rcptTo, Set<String> elsewhere) {
        MessageRow row = new MessageRow(message);
        Timing timing = policy.timing(message.mailFrom().parameters(), message.received());
        queue.add(row);
        branches.add(new BranchRow(row, branch, server.id(), message.received(), timing.due()));
        Set<String> here = here(rcptTo, elsewhere);
        for (RcptTo recipient : rcptTo) {
            RecipientRow waiting = new RecipientRow(row, recipient, destination(recipient, here), timing);
            waiting.awaitDecision();
            queue.add(waiting);
        }
    }

    private static Set<String> here(List<RcptTo> rcptTo, Set<String> elsewhere) {
        return rcptTo.stream()
                .map(RcptTo::forwardPath)
                .filter(path -> !elsewhere.contains(path))
                .collect(Collectors.toSet());
    }

    private void queue(OutgoingMessage message, List<RcptTo> rcptTo, Set<String> here) {
        MessageRow row = new MessageRow(message);
        Timing timing = policy.timing(message.mailFrom().parameters(), message.received());
        queue.add(row);
        for (RcptTo recipient : rcptTo) {
            Destination destination = destination(recipient, here);
            queue.add(new RecipientRow(row, recipient, destination, timing));
            if (!timing.due().isAfter(message.received())) {
                events.becomesDue(destination);
            }
        }
    }

    private static Destination destination(RcptTo recipient, Set<String> here) {
        return here.contains(recipient.forwardPath())
                ? Destination.HERE
                : Destination.of(recipient.forwardPath())
                        .orElseThrow(() -> new IllegalArgumentException("No mail goes to " + recipient.forwardPath()));
    }

    /** Sends on its way what has been prepared, within the transaction of the caller; false if nothing has. */
    public boolean commit(BranchId branch, Instant now) {
        if (!branches.lock(branch)) {
            return false;
        }
        branches.commit(branch, now).forEach(destination -> events.becomesDue(new Destination(destination)));
        return true;
    }

    /** Forgets what has been prepared, within the transaction of the caller; false if nothing has. */
    public boolean rollBack(BranchId branch, Instant now) {
        if (!branches.lock(branch)) {
            return false;
        }
        branches.rollBack(branch, now);
        return true;
    }

    /** What this server has prepared, and nobody has decided on. */
    public List<BranchId> prepared() {
        return branches.prepared(server.id());
    }
}
