package org.facteur.smtp.outbound;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.metric.Meters;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundException;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.outbound.RecipientsRefusedException;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.smtp.application.ApplicationCalls;
import org.facteur.smtp.command.CommandParser;
import org.facteur.smtp.command.ForwardPath;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the connections of applications and the one that takes their mail: checks what is sent, and keeps it until its transaction
 * ends. The taker is called on workers, which belong to no transaction, while the caller waits. Safe for use by several threads.
 */
public final class Outbound {

    private static final String METER = "facteur_outbound_messages";
    private static final String DESCRIPTION = "Messages that applications have sent inside their transactions";

    private final OutboundSettings settings;
    private final OutboundListener listener;
    private final ApplicationCalls calls;
    private final Clock clock;
    private final Map<BranchId, Branch> branches = new ConcurrentHashMap<>();
    /** How many messages are in what has been prepared: for the meters alone. */
    private final Map<BranchId, Integer> undecided = new ConcurrentHashMap<>();

    private final LongAdder queued = counter("queued");
    private final LongAdder rolledBack = counter("rolled-back");
    private final LongAdder refused = counter("refused");

    /** One part of a transaction: from its start until it is prepared, committed or rolled back. */
    static final class Branch {

        private final Batch batch;
        private boolean isDoomed;

        private Branch(Batch batch) {
            this.batch = batch;
        }

        Batch batch() {
            return batch;
        }

        /** It can only be rolled back. */
        void doom() {
            isDoomed = true;
        }

        boolean isDoomed() {
            return isDoomed;
        }
    }

    /** @param listener the application that takes the mail, called on workers */
    public Outbound(OutboundSettings settings, OutboundListener listener, Executor workers, Clock clock) {
        this.settings = settings;
        this.listener = listener;
        this.calls = new ApplicationCalls(workers);
        this.clock = clock;
        Meters.gauge(
                "facteur_outbound_transactions",
                "Transactions of applications in which mail may be sent, and that have not ended",
                Map.of(),
                branches::size);
    }

    private static LongAdder counter(String outcome) {
        return Meters.counter(METER, DESCRIPTION, Map.of("outcome", outcome));
    }

    /** Takes a message that belongs to a batch. */
    void send(Batch batch, Envelope envelope, OctetWriter writer) throws OutboundException {
        try {
            batch.add(checked(envelope), writer);
        } catch (OutboundException e) {
            refused.increment();
            throw e;
        }
    }

    /** Sends a message that belongs to no transaction: when this returns it is on its way. */
    void sendAlone(Envelope envelope, OctetWriter writer) throws OutboundException {
        try (Batch batch = new Batch(settings, clock)) {
            send(batch, envelope, writer);
            accept(batch);
        } catch (MailStoreException e) {
            throw unavailable(e);
        }
    }

    /** The envelope with addresses in one form, none of them twice, all of which can have the message as far as is known. */
    private Envelope checked(Envelope envelope) throws OutboundException {
        String sender = envelope.mailFrom().reversePath();
        Map<String, RcptTo> recipients = new LinkedHashMap<>();
        for (RcptTo each : envelope.rcptTo()) {
            String path = address(each.forwardPath(), "5.1.3");
            recipients.putIfAbsent(path, new RcptTo(path, each.parameters()));
        }
        if (recipients.isEmpty()) {
            throw new OutboundException("5.5.4", "The message has no recipients");
        }
        if (recipients.size() > settings.recipients()) {
            throw new OutboundException("5.5.3", "A message has " + settings.recipients() + " recipients at most");
        }
        Envelope checked = new Envelope(
                new MailFrom(
                        sender.isEmpty() ? sender : address(sender, "5.1.7"),
                        envelope.mailFrom().parameters()),
                List.copyOf(recipients.values()));
        requireAll(checked);
        return checked;
    }

    private static String address(String text, String status) throws OutboundException {
        return CommandParser.address(text)
                .map(ForwardPath::text)
                .orElseThrow(() -> new OutboundException(status, "This is no address: " + text));
    }

    private void requireAll(Envelope envelope) throws OutboundException {
        List<RecipientDecision> decisions;
        try {
            decisions = call(() -> listener.check(envelope));
        } catch (MailStoreException e) {
            throw unavailable(e);
        }
        Map<String, RecipientDecision> refusals = new LinkedHashMap<>();
        for (int i = 0; i < decisions.size(); i++) {
            if (!decisions.get(i).isAccepted()) {
                refusals.put(envelope.rcptTo().get(i).forwardPath(), decisions.get(i));
            }
        }
        if (!refusals.isEmpty()) {
            RecipientDecision decisive = refusals.values().stream()
                    .filter(each -> !each.mayPass())
                    .findFirst()
                    .orElseGet(() -> refusals.values().iterator().next());
            throw new RecipientsRefusedException(decisive.status(), refusals);
        }
    }

    private static OutboundException unavailable(MailStoreException e) {
        return new OutboundException("4.3.0", "Mail cannot be taken now", e);
    }

    Branch begin(BranchId id) {
        return branches.computeIfAbsent(id, first -> new Branch(new Batch(settings, clock)));
    }

    /** What is open under a name; null if nothing is. */
    @Nullable
    Branch find(BranchId id) {
        return branches.get(id);
    }

    void end(BranchId id) {
        Branch branch = branches.remove(id);
        if (branch != null) {
            branch.batch().close();
        }
    }

    /** Sends a branch on its way, in one step. */
    void accept(Batch batch) throws MailStoreException {
        call(() -> {
            listener.accept(batch.messages());
            return true;
        });
        queued.add(batch.messages().size());
    }

    void prepare(BranchId id, Batch batch) throws MailStoreException {
        call(() -> {
            listener.prepare(id, batch.messages());
            return true;
        });
        undecided.put(id, batch.messages().size());
    }

    /** Whether there was something to commit. */
    boolean commit(BranchId id) throws MailStoreException {
        return decided(id, call(() -> listener.commit(id)), queued);
    }

    /** Whether there was something prepared. */
    boolean rollBack(BranchId id) throws MailStoreException {
        return decided(id, call(() -> listener.rollBack(id)), rolledBack);
    }

    private boolean decided(BranchId id, boolean wasPrepared, LongAdder counter) {
        Integer messages = undecided.remove(id);
        counter.add(messages == null ? 0 : messages);
        return wasPrepared;
    }

    List<BranchId> prepared() throws MailStoreException {
        return call(listener::prepared);
    }

    void rolledBack(Batch batch) {
        rolledBack.add(batch.messages().size());
    }

    /** The caller waits even if it is interrupted: what is being done has an outcome that it must hear. */
    private <T> T call(Callable<T> work) throws MailStoreException {
        try {
            return calls.call(work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MailStoreException known) {
                throw known;
            }
            if (e.getCause() instanceof RejectedExecutionException) {
                throw new MailStoreException(Reason.UNAVAILABLE, "The server has no thread for this", e);
            }
            throw new MailStoreException(Reason.UNAVAILABLE, "The mail cannot be taken", e);
        }
    }
}
