package org.facteur.smtp.relay;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.QueuedRecipient;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.Report.Reach;
import org.facteur.smtp.client.ClientStep;
import org.facteur.smtp.client.RecipientResult;
import org.facteur.smtp.client.RemoteReply;
import org.jspecify.annotations.Nullable;

/**
 * Everything for one destination: what has been claimed for it, and the connections to its servers. It exists while there is something to
 * do, and belongs to one event loop, on which all of its methods but {@link #due} are called.
 *
 * <p>How many connections there are adapts to the answers: with each message that is taken a part of a connection more, up to the limit;
 * half as many when a server has had enough.
 */
final class Lane {

    /** Recipients that one transaction names, as every server takes them (RFC 5321 section 4.5.3.1.8). */
    private static final int MAX_RECIPIENTS = 100;

    /** What is claimed before it is known whether the destination can be reached. */
    private static final int FIRST_CLAIM = 20;

    private static final int CLAIM_PER_CONNECTION = 20;
    private static final int MESSAGES_PER_CONNECTION = 100;
    private static final int FIRST_CONNECTIONS = 2;

    private static final byte[] UNSIGNED = {};
    private static final RemoteAnswer UNREADABLE = RemoteAnswer.own("4.3.0", "The message could not be read");

    /**
     * A message, or a part of its recipients, and under which claim they are.
     *
     * @param isSecond whether a connection that had served others has been lost under it
     */
    private record Piece(QueuedMessage message, long token, boolean isSecond) {

        Piece(QueuedMessage message, long token) {
            this(message, token, false);
        }
    }

    private final String destination;
    private final Relay relay;
    private final EventLoop loop;

    private final Map<Demand, Strand> strands = new EnumMap<>(Demand.class);
    private final Map<RemoteConnection, Piece> busy = new HashMap<>();

    private double limit = FIRST_CONNECTIONS;
    private boolean maybeDue;
    private boolean claiming;
    private boolean reached;
    private boolean toldReached;
    private boolean retired;
    private boolean stopping;

    Lane(String destination, Relay relay, EventLoop loop) {
        this.destination = destination;
        this.relay = relay;
        this.loop = loop;
        for (Demand demand : Demand.values()) {
            strands.put(demand, new Strand(demand));
        }
    }

    /** Something may be due; called on any thread. */
    void due() {
        loop.execute(() -> {
            if (retired) {
                relay.due(destination);
                return;
            }
            maybeDue = true;
            pump();
        });
    }

    /** Finishes what is being sent, and gives back what waits; called on any thread. */
    void stop() {
        loop.execute(() -> {
            stopping = true;
            giveBack();
            strands.values().forEach(Strand::quit);
            pump();
        });
    }

    /** Ends what is still being sent; called on any thread. */
    void abort() {
        loop.execute(() -> strands.values().forEach(Strand::abort));
    }

    private void pump() {
        if (stopping) {
            giveBack();
        }
        strands.values().forEach(Strand::assign);
        strands.values().forEach(Strand::connect);
        boolean isWaiting = strands.values().stream().anyMatch(Strand::isWaiting);
        if (!isWaiting && maybeDue && !claiming && !stopping && relay.mayClaim()) {
            claim();
        }
        boolean isConnected = strands.values().stream().anyMatch(Strand::isConnected);
        // A connection may be gone while its message is still being signed.
        if (!isWaiting && !isConnected && busy.isEmpty() && !claiming && (!maybeDue || stopping)) {
            retired = true;
            relay.retired(destination, this);
        } else if (isWaiting && !isConnected) {
            // There is no connection to be had for this destination: others have them all.
            relay.laterOn(this);
        }
    }

    private void claim() {
        claiming = true;
        maybeDue = false;
        int recipients = reached ? CLAIM_PER_CONNECTION * (int) Math.max(1, limit) : FIRST_CLAIM;
        relay.claim(destination, recipients)
                .whenCompleteAsync(
                        (claim, failure) -> {
                            claiming = false;
                            if (claim != null) {
                                claimed(claim, recipients);
                            }
                            pump();
                        },
                        loop);
    }

    private void claimed(Claim claim, int asked) {
        int recipients = 0;
        for (QueuedMessage message : claim.messages()) {
            recipients += message.recipients().size();
            for (int i = 0; i < message.recipients().size(); i += MAX_RECIPIENTS) {
                int end = Math.min(message.recipients().size(), i + MAX_RECIPIENTS);
                strand(message)
                        .waiting
                        .addLast(new Piece(message.with(message.recipients().subList(i, end)), claim.token()));
            }
        }
        maybeDue |= recipients >= asked;
        if (stopping) {
            giveBack();
        }
    }

    private Strand strand(QueuedMessage message) {
        return Objects.requireNonNull(strands.get(Demand.of(message)));
    }

    private void giveBack() {
        for (Strand strand : strands.values()) {
            strand.reportAll(Reach.UNTRIED, recipient -> new Outcome.Untried(recipient.id()));
        }
    }

    private void finished(
            Strand strand, RemoteConnection connection, QueuedMessage message, ClientStep.Finished result) {
        Piece piece = busy.remove(connection);
        if (piece == null) {
            return;
        }
        String host = connection.target().description();
        List<Outcome> outcomes = new ArrayList<>();
        List<QueuedRecipient> again = new ArrayList<>();
        List<QueuedRecipient> unserved = new ArrayList<>();
        RemoteAnswer refusal = null;
        boolean isOld = connection.transactions() > 1;
        boolean hasEnough = false;
        boolean hasDelivered = false;
        for (int i = 0; i < result.results().size(); i++) {
            QueuedRecipient recipient = message.recipients().get(i);
            RecipientResult each = result.results().get(i);
            RemoteAnswer answer = new RemoteAnswer(
                    host,
                    each.reply().code(),
                    each.reply().status(),
                    each.reply().text(),
                    connection.tls());
            hasEnough |= each.reply().isClosing();
            switch (each.kind()) {
                case DELIVERED -> {
                    hasDelivered = true;
                    outcomes.add(new Outcome.Delivered(recipient.id(), answer, result.reports()));
                }
                case FAILED -> outcomes.add(new Outcome.Failed(recipient.id(), answer));
                case DEFERRED -> outcomes.add(new Outcome.Deferred(recipient.id(), answer));
                case AGAIN -> again.add(recipient);
                case UNSERVED -> {
                    refusal = isOld ? null : answer;
                    if (isOld && piece.isSecond()) {
                        outcomes.add(new Outcome.Deferred(recipient.id(), answer));
                    } else {
                        unserved.add(recipient);
                    }
                }
            }
        }
        if (!again.isEmpty()) {
            strand(message).waiting.addFirst(new Piece(message.with(again), piece.token()));
        }
        if (hasDelivered) {
            limit = Math.min(relay.settings().connectionsPerDestination(), limit + 1 / limit);
        } else if (hasEnough) {
            limit = Math.max(1, limit / 2);
        }
        if (!unserved.isEmpty()) {
            strand(message)
                    .waiting
                    .addFirst(new Piece(message.with(unserved), piece.token(), isOld || piece.isSecond()));
        }
        if (refusal != null) {
            strand.turnedAway(connection, refusal);
        }
        if (!outcomes.isEmpty()) {
            Reach reach = toldReached || refusal != null ? Reach.UNTRIED : Reach.REACHED;
            toldReached |= reach == Reach.REACHED;
            relay.report(new Report(message.id(), piece.token(), destination, reach, outcomes));
        }
    }

    private void report(Piece piece, Reach reach, Function<QueuedRecipient, Outcome> outcome) {
        relay.report(new Report(
                piece.message().id(),
                piece.token(),
                destination,
                reach,
                piece.message().recipients().stream().map(outcome).toList()));
    }

    /** What waits with one demand, and the connections that have been made for it. */
    private final class Strand implements Connector.Owner {

        private final Demand demand;
        private final Deque<Piece> waiting = new ArrayDeque<>();
        private final Set<RemoteConnection> open = new HashSet<>();
        private final Deque<RemoteConnection> idle = new ArrayDeque<>();

        /** Connections that are being looked for: first for the way, then for a server that takes mail. */
        private int opening;

        private final List<CompletableFuture<Route>> asked = new ArrayList<>();
        private final Set<Connector> connecting = new HashSet<>();

        Strand(Demand demand) {
            this.demand = demand;
        }

        boolean isWaiting() {
            return !waiting.isEmpty();
        }

        /** Whether there is a connection, or may be soon. */
        boolean isConnected() {
            return opening > 0 || !open.isEmpty();
        }

        void quit() {
            List.copyOf(asked).forEach(way -> way.cancel(false));
            List.copyOf(connecting).forEach(Connector::stop);
            List.copyOf(idle).forEach(RemoteConnection::quit);
        }

        void abort() {
            List.copyOf(open).forEach(connection -> connection.abort("This server stops"));
        }

        /** Sends what waits over connections that wait. */
        void assign() {
            for (Strand other : strands.values()) {
                while (demand.fits(other.demand) && !waiting.isEmpty() && !other.idle.isEmpty()) {
                    RemoteConnection connection = other.idle.removeFirst();
                    if (connection.isReady()) {
                        Piece piece = waiting.removeFirst();
                        busy.put(connection, piece);
                        other.send(connection, piece);
                    }
                }
            }
        }

        private void send(RemoteConnection connection, Piece piece) {
            if (piece.message().signers().isEmpty()) {
                connection.send(piece.message(), UNSIGNED);
            } else {
                relay.signatures(piece.message())
                        .whenCompleteAsync((fields, failure) -> signed(connection, piece, fields), loop);
            }
        }

        /** @param fields null if the message could not be read */
        private void signed(RemoteConnection connection, Piece piece, byte @Nullable [] fields) {
            if (fields != null && connection.isReady()) {
                connection.send(piece.message(), fields);
                return;
            }
            busy.remove(connection);
            if (fields != null) {
                strand(piece.message()).waiting.addFirst(piece);
            } else {
                report(piece, Reach.UNTRIED, recipient -> new Outcome.Deferred(recipient.id(), UNREADABLE));
            }
            if (connection.isReady()) {
                idle.addLast(connection);
            }
            pump();
        }

        /** Looks for as many connections as may be used. */
        void connect() {
            int wanted = Math.min(waiting.size(), (int) limit - busy.size());
            while (opening < wanted && !stopping && relay.takeConnection()) {
                opening++;
                look();
            }
        }

        private void look() {
            CompletableFuture<Route> way =
                    relay.route(destination, demand).toCompletableFuture().copy();
            asked.add(way);
            way.whenCompleteAsync(
                    (route, failure) -> {
                        asked.removeIf(CompletableFuture::isDone);
                        follow(route);
                    },
                    loop);
        }

        private void follow(@Nullable Route route) {
            if (route instanceof Route.Targets targets && !stopping) {
                connecting.removeIf(Connector::isDone);
                Connector connector = relay.connector(targets, demand, loop, this);
                connecting.add(connector);
                connector.start();
                return;
            }
            opening--;
            relay.giveConnection();
            if (route instanceof Route.Closed closed) {
                if (closed.permanent()) {
                    failAll(closed.answer());
                } else {
                    unreached(closed.answer());
                }
            } else {
                unreached(RemoteAnswer.own("4.4.3", "No way to the destination could be found"));
            }
            pump();
        }

        /** There is no way, for any of them, and will be none. */
        private void failAll(RemoteAnswer answer) {
            reportAll(Reach.UNTRIED, recipient -> new Outcome.Failed(recipient.id(), answer));
            maybeDue = true;
        }

        private void unreached(RemoteAnswer answer) {
            if (isConnected() || stopping) {
                // Others do, or may; or this server has enough.
                limit = Math.max(1, open.size());
                return;
            }
            limit = FIRST_CONNECTIONS;
            maybeDue = false;
            boolean isReached = strands.values().stream().anyMatch(strand -> !strand.open.isEmpty());
            reached = isReached;
            toldReached &= isReached;
            reportAll(
                    isReached ? Reach.UNTRIED : Reach.UNREACHED,
                    recipient -> new Outcome.Deferred(recipient.id(), answer));
        }

        /** @param reach is told once */
        void reportAll(Reach reach, Function<QueuedRecipient, Outcome> outcome) {
            Reach told = reach;
            while (!waiting.isEmpty()) {
                report(waiting.removeFirst(), told, outcome);
                told = Reach.UNTRIED;
            }
        }

        @Override
        public void ready(RemoteConnection connection) {
            if (open.add(connection)) {
                opening--;
                reached = true;
            }
            if (stopping || connection.transactions() >= MESSAGES_PER_CONNECTION || isForOthers(connection)) {
                connection.quit();
            } else {
                idle.addLast(connection);
            }
            // Not within the step that says so: sending is a step of its own.
            loop.execute(Lane.this::pump);
        }

        /** Whether a connection has done its work here, and somebody waits for one. */
        private boolean isForOthers(RemoteConnection connection) {
            return connection.transactions() > 0
                    && relay.isCrowded()
                    && strands.values().stream().noneMatch(Strand::isWaiting);
        }

        @Override
        public void finished(RemoteConnection connection, QueuedMessage message, ClientStep.Finished result) {
            Lane.this.finished(this, connection, message, result);
        }

        @Override
        public void refused(RemoteConnection connection, RemoteReply reply) {
            if (connection.transactions() == 0) {
                turnedAway(
                        connection,
                        new RemoteAnswer(
                                connection.target().description(),
                                reply.code(),
                                reply.status(),
                                reply.text(),
                                connection.tls()));
            }
        }

        /** A server that has enough of a connection before its first message is over would have enough of the next one. */
        void turnedAway(RemoteConnection connection, RemoteAnswer answer) {
            open.remove(connection);
            idle.remove(connection);
            unreached(answer);
        }

        @Override
        public void closed(RemoteConnection connection) {
            open.remove(connection);
            idle.remove(connection);
            relay.giveConnection();
            pump();
        }

        @Override
        public void failed(RemoteAnswer answer, boolean unsafe) {
            opening--;
            relay.giveConnection();
            if (unsafe && demand == Demand.REQUIRED && !stopping) {
                failAll(forGood(answer));
            } else {
                unreached(answer);
            }
            pump();
        }

        /** RFC 8689 section 4.2.1: what its sender requires is not to be had, and its sender hears of it at once. */
        private RemoteAnswer forGood(RemoteAnswer answer) {
            return answer.status().startsWith("5")
                    ? answer
                    : new RemoteAnswer(answer.host(), answer.code(), "5.7.10", answer.text(), answer.tls());
        }
    }
}
