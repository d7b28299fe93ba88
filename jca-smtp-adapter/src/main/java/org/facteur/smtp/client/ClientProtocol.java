package org.facteur.smtp.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.facteur.smtp.client.ClientStep.Close;
import org.facteur.smtp.client.ClientStep.Ready;
import org.facteur.smtp.client.ClientStep.Send;
import org.facteur.smtp.client.ClientStep.Unusable;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, from its greeting to QUIT, as a state machine: each event is answered by what is to be done. Not
 * thread-safe. It is an {@link Opening}, then one {@link Transaction} after the other.
 *
 * <p>Commands of an envelope go together where the server offers PIPELINING, and content by BDAT where it offers CHUNKING. BDAT waits for the
 * answers to RCPT, so that nothing large is sent for nobody. One reply that has no meaning ends the connection. By LMTP the content is answered for
 * each recipient that was accepted.
 */
public final class ClientProtocol {

    /** Where a connection stands, and so what it is waiting for. */
    public enum Stage {
        GREETING,
        EHLO,
        HELO,
        STARTTLS,
        HANDSHAKE,
        AUTH,
        READY,
        ENVELOPE,
        /** The answer to DATA. */
        DATA,
        /** Content is being sent. */
        CONTENT,
        /** The answer to the content. */
        END,
        RESET,
        QUIT,
        CLOSED
    }

    private final Opening opening;
    private @Nullable Transaction transaction;

    /** When there is no transaction: READY, RESET, QUIT or CLOSED. */
    private Stage between = Stage.READY;

    public ClientProtocol(Introduction self) {
        this.opening = new Opening(self);
    }

    public Stage stage() {
        if (isOpening()) {
            return opening.stage();
        }
        return transaction == null ? between : transaction.stage();
    }

    private boolean isOpening() {
        return opening.stage() != Stage.READY;
    }

    /** Whether it is the login for which the server takes no messages. */
    public boolean hasLoginFailed() {
        return opening.hasLoginFailed();
    }

    /** The server has said something. */
    public List<ClientStep> reply(RemoteReply reply) {
        if (stage() == Stage.CLOSED) {
            return List.of();
        }
        if (isOpening()) {
            return opening.reply(reply);
        }
        if (transaction != null) {
            return goOn(transaction, transaction.reply(reply));
        }
        if (between == Stage.QUIT) {
            between = Stage.CLOSED;
            return List.of(new Close());
        }
        if (between == Stage.RESET && reply.isPositive()) {
            between = Stage.READY;
            return List.of(new Ready());
        }
        return end(between == Stage.READY && !reply.isClosing() ? Opening.MEANINGLESS : reply);
    }

    /** There is a connection. */
    public List<ClientStep> connected() {
        return opening.connected();
    }

    /** TLS has begun. */
    public List<ClientStep> secured() {
        return opening.secured();
    }

    /**
     * Begins a transaction.
     *
     * @throws IllegalStateException unless the stage is READY
     */
    public List<ClientStep> send(Envelope message) {
        if (stage() != Stage.READY) {
            throw new IllegalStateException("A message at " + stage());
        }
        Capabilities server = opening.server();
        EnvelopeCommands commands = new EnvelopeCommands(message, server, opening.isSafeOnwards(), Instant.now());
        Transaction begun = new Transaction(message, commands, server, opening.isLmtp());
        transaction = begun;
        return goOn(begun, begun.begin());
    }

    /** The content has been sent as a whole. */
    public void contentSent() {
        if (transaction != null) {
            transaction.contentSent();
        }
    }

    /**
     * The connection is gone, silent, or not to be understood.
     *
     * @param why a sentence without its full stop
     */
    public List<ClientStep> lost(String why) {
        RemoteReply reply = RemoteReply.of(451, "4.4.2 " + why);
        if (isOpening()) {
            return opening.unusable(reply);
        }
        return transaction == null ? end(reply) : goOn(transaction, transaction.end(reply));
    }

    /**
     * TLS has failed, or is not what it has to be.
     *
     * @param why a sentence without its full stop
     */
    public List<ClientStep> insecure(String why) {
        return opening.unsafe(RemoteReply.of(454, "4.7.5 " + why));
    }

    /** Nothing more is to be sent. */
    public List<ClientStep> quit() {
        if (stage() == Stage.READY) {
            between = Stage.QUIT;
            return List.of(new Send("QUIT\r\n"));
        }
        opening.abandon();
        transaction = null;
        between = Stage.CLOSED;
        return List.of(new Close());
    }

    /** What a transaction asks for; when it is over, and what the connection needs then. */
    private List<ClientStep> goOn(Transaction current, List<ClientStep> steps) {
        if (!current.isOver()) {
            return steps;
        }
        transaction = null;
        between = current.stage();
        List<ClientStep> all = new ArrayList<>(steps);
        all.add(
                switch (between) {
                    case READY -> new Ready();
                    case RESET -> new Send("RSET\r\n");
                    default -> new Close();
                });
        return all;
    }

    /** The connection ends between two messages; a server that turns away then takes no more. */
    private List<ClientStep> end(RemoteReply reply) {
        boolean isRefusal = between == Stage.READY;
        between = Stage.CLOSED;
        return isRefusal ? List.of(new Unusable(reply, false), new Close()) : List.of(new Close());
    }
}
