package org.facteur.smtp.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.facteur.smtp.client.ClientStep.Close;
import org.facteur.smtp.client.ClientStep.Finished;
import org.facteur.smtp.client.ClientStep.Ready;
import org.facteur.smtp.client.ClientStep.Send;
import org.facteur.smtp.client.ClientStep.SendContent;
import org.facteur.smtp.client.ClientStep.StartTls;
import org.facteur.smtp.client.ClientStep.Unusable;
import org.facteur.smtp.client.RecipientResult.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, from its greeting to QUIT, as a state machine: each event is answered by what is to be done. Not
 * thread-safe.
 *
 * <p>Commands of an envelope go together where the server offers PIPELINING, and content by BDAT where it offers CHUNKING. BDAT waits for the
 * answers to RCPT, so that nothing large is sent for nobody. One reply that has no meaning ends the connection.
 */
public final class ClientProtocol {

    /** Where a connection stands, and so what it is waiting for. */
    public enum Stage {
        GREETING,
        EHLO,
        HELO,
        STARTTLS,
        HANDSHAKE,
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

    private static final RemoteReply NO_TLS =
            RemoteReply.of(454, "4.7.4 TLS is required, and the server does not offer it");

    private static final RemoteReply NOT_ONWARDS = RemoteReply.of(554, "5.7.30 REQUIRETLS support required");

    private static final RemoteReply MEANINGLESS =
            RemoteReply.of(451, "4.5.0 The reply of the server has no meaning here");

    private final String hostname;
    private final Encryption encryption;

    private Stage stage = Stage.GREETING;
    private boolean secured;
    private Capabilities server = Capabilities.NONE;

    private @Nullable Envelope envelope;
    private @Nullable EnvelopeCommands commands;
    private RecipientResult[] results = {};
    private final Deque<String> unsent = new ArrayDeque<>();
    /** How many answers of the envelope have come: MAIL, then RCPT for each. */
    private int answered;

    private int accepted;
    private @Nullable RemoteReply mailRefusal;
    private boolean dataSent;

    /** @param hostname what this server calls itself */
    public ClientProtocol(String hostname, Encryption encryption) {
        this.hostname = hostname;
        this.encryption = encryption;
    }

    public Stage stage() {
        return stage;
    }

    /** The server has said something. */
    public List<ClientStep> reply(RemoteReply reply) {
        if (reply.isClosing() && stage != Stage.QUIT) {
            return end(reply);
        }
        return switch (stage) {
            case GREETING -> reply.isPositive() ? hello() : end(reply);
            case EHLO -> ehlo(reply);
            case HELO -> reply.isPositive() ? ready() : end(reply);
            case STARTTLS -> startTls(reply);
            case ENVELOPE -> envelope(reply);
            case DATA -> data(reply);
            case END -> ended(reply);
            case RESET -> reply.isPositive() ? ready() : end(reply);
            case QUIT -> {
                stage = Stage.CLOSED;
                yield List.of(new Close());
            }
            // Before the content is complete only a refusal can come; then what has been sent is no message.
            case CONTENT -> end(reply.code() >= 400 ? reply : MEANINGLESS);
            case HANDSHAKE, READY -> end(MEANINGLESS);
            case CLOSED -> List.of();
        };
    }

    /** TLS has begun. */
    public List<ClientStep> secured() {
        secured = true;
        server = Capabilities.NONE;
        return hello();
    }

    /**
     * Begins a transaction.
     *
     * @throws IllegalStateException unless the stage is READY
     */
    public List<ClientStep> send(Envelope message) {
        if (stage != Stage.READY) {
            throw new IllegalStateException("A message at " + stage);
        }
        EnvelopeCommands writer = new EnvelopeCommands(
                message, server, secured && encryption == Encryption.REQUIRED_ONWARDS, Instant.now());
        envelope = message;
        commands = writer;
        results = new RecipientResult[message.rcptTo().size()];
        Optional<RemoteReply> obstacle = writer.obstacle();
        if (obstacle.isPresent()) {
            return List.of(finish(obstacle.get()), new Ready());
        }
        answered = 0;
        accepted = 0;
        mailRefusal = null;
        dataSent = false;
        unsent.clear();
        unsent.add(writer.mail());
        unsent.addAll(writer.rcpt());
        if (!server.has("PIPELINING")) {
            stage = Stage.ENVELOPE;
            return List.of(next());
        }
        if (!server.has("CHUNKING")) {
            unsent.add("DATA");
            dataSent = true;
        }
        StringBuilder all = new StringBuilder();
        unsent.forEach(command -> all.append(command).append("\r\n"));
        unsent.clear();
        stage = Stage.ENVELOPE;
        return List.of(new Send(all.toString()));
    }

    /** The content has been sent as a whole. */
    public void contentSent() {
        if (stage == Stage.CONTENT) {
            stage = Stage.END;
        }
    }

    /**
     * The connection is gone, silent, or not to be understood.
     *
     * @param why a sentence without its full stop
     */
    public List<ClientStep> lost(String why) {
        return end(RemoteReply.of(451, "4.4.2 " + why));
    }

    /**
     * TLS has failed, or is not what it has to be.
     *
     * @param why a sentence without its full stop
     */
    public List<ClientStep> insecure(String why) {
        return unsafe(RemoteReply.of(454, "4.7.5 " + why));
    }

    private List<ClientStep> unsafe(RemoteReply reply) {
        stage = Stage.CLOSED;
        return List.of(new Unusable(reply, true), new Close());
    }

    /** Nothing more is to be sent. */
    public List<ClientStep> quit() {
        if (stage != Stage.READY) {
            stage = Stage.CLOSED;
            return List.of(new Close());
        }
        stage = Stage.QUIT;
        return List.of(new Send("QUIT\r\n"));
    }

    private List<ClientStep> hello() {
        stage = Stage.EHLO;
        return List.of(new Send("EHLO " + hostname + "\r\n"));
    }

    private List<ClientStep> ehlo(RemoteReply reply) {
        if (!reply.isPositive()) {
            if (!reply.isPermanent() || secured) {
                return end(reply);
            }
            if (encryption.isRequired()) {
                return unsafe(NO_TLS);
            }
            stage = Stage.HELO;
            return List.of(new Send("HELO " + hostname + "\r\n"));
        }
        server = Capabilities.of(reply);
        if (secured && encryption == Encryption.REQUIRED_ONWARDS && !server.has("REQUIRETLS")) {
            return unsafe(NOT_ONWARDS);
        }
        if (secured || encryption == Encryption.NONE) {
            return ready();
        }
        if (server.has("STARTTLS")) {
            stage = Stage.STARTTLS;
            return List.of(new Send("STARTTLS\r\n"));
        }
        return encryption.isRequired() ? unsafe(NO_TLS) : ready();
    }

    private List<ClientStep> startTls(RemoteReply reply) {
        if (reply.code() != 220) {
            return encryption.isRequired() ? unsafe(reply) : ready();
        }
        stage = Stage.HANDSHAKE;
        return List.of(new StartTls());
    }

    private List<ClientStep> ready() {
        stage = Stage.READY;
        return List.of(new Ready());
    }

    private Send next() {
        return new Send(unsent.remove() + "\r\n");
    }

    private List<ClientStep> envelope(RemoteReply reply) {
        int code = reply.code() / 100;
        if (code != 2 && code != 4 && code != 5) {
            return end(MEANINGLESS);
        }
        if (answered == 0) {
            if (!reply.isPositive()) {
                mailRefusal = reply;
            }
        } else if (reply.isPositive()) {
            accepted++;
        } else {
            results[answered - 1] = refusedRecipient(reply);
        }
        answered++;
        if (mailRefusal != null && !dataSent && !unsent.isEmpty()) {
            unsent.clear();
            return List.of(finish(mailRefusal), backToReady());
        }
        if (answered <= results.length) {
            return unsent.isEmpty() ? List.of() : List.of(next());
        }
        if (dataSent) {
            stage = Stage.DATA;
            return List.of();
        }
        return content();
    }

    /** All recipients have been answered, and DATA has not been sent. */
    private List<ClientStep> content() {
        if (isForNobody()) {
            stage = Stage.RESET;
            return List.of(finish(nobody()), new Send("RSET\r\n"));
        }
        if (server.has("CHUNKING")) {
            stage = Stage.CONTENT;
            return List.of(
                    new Send("BDAT " + Objects.requireNonNull(envelope).size() + " LAST\r\n"), new SendContent(false));
        }
        stage = Stage.DATA;
        return List.of(new Send("DATA\r\n"));
    }

    private List<ClientStep> data(RemoteReply reply) {
        if (reply.code() / 100 == 3) {
            if (isForNobody()) {
                // RFC 2920 section 3.1: the server waits for content that is for nobody.
                stage = Stage.END;
                return List.of(new Send(".\r\n"));
            }
            stage = Stage.CONTENT;
            return List.of(new SendContent(true));
        }
        if (reply.isPositive()) {
            return end(MEANINGLESS);
        }
        stage = Stage.RESET;
        return List.of(finish(isForNobody() ? nobody() : reply), new Send("RSET\r\n"));
    }

    private List<ClientStep> ended(RemoteReply reply) {
        if (reply.code() / 100 == 3) {
            return end(MEANINGLESS);
        }
        ClientStep finished;
        if (isForNobody()) {
            finished = finish(nobody());
        } else if (reply.isPositive()) {
            finished = finish(new RecipientResult(Kind.DELIVERED, reply));
        } else {
            finished = finish(reply);
        }
        return List.of(finished, backToReady());
    }

    private Ready backToReady() {
        stage = Stage.READY;
        return new Ready();
    }

    private boolean isForNobody() {
        return mailRefusal != null || accepted == 0;
    }

    /** What holds for recipients that have no answer of their own. */
    private RemoteReply nobody() {
        return mailRefusal == null ? MEANINGLESS : mailRefusal;
    }

    /** The connection ends, and with it the transaction, if there is one. */
    private List<ClientStep> end(RemoteReply reply) {
        boolean inTransaction =
                stage == Stage.ENVELOPE || stage == Stage.DATA || stage == Stage.CONTENT || stage == Stage.END;
        boolean isOver = stage == Stage.CLOSED || stage == Stage.QUIT || stage == Stage.RESET;
        boolean isRefusal = !inTransaction && !isOver;
        // Content of which only a part has been sent is never a message, whatever the server says of it.
        stage = Stage.CLOSED;
        if (inTransaction) {
            boolean isUnserved = reply.isClosing() || answered == 0;
            return List.of(
                    finish(isUnserved ? RecipientResult.unserved(reply) : RecipientResult.refused(reply)), new Close());
        }
        return isRefusal ? List.of(new Unusable(reply, false), new Close()) : List.of(new Close());
    }

    private Finished finish(RemoteReply forTheRest) {
        return finish(RecipientResult.refused(forTheRest));
    }

    private Finished finish(RecipientResult forTheRest) {
        List<RecipientResult> all = new ArrayList<>();
        for (RecipientResult result : results) {
            boolean isHopeless = result == null || mailRefusal != null;
            all.add(isHopeless ? forTheRest : result);
        }
        boolean reports = commands != null && commands.reports();
        Arrays.fill(results, null);
        envelope = null;
        mailRefusal = null;
        return new Finished(all, reports);
    }

    /**
     * RFC 5321 section 4.5.3.1.10: 452 and, of old servers, 552 say that there are too many recipients; a mailbox that is full has an
     * enhanced code of its own.
     */
    private RecipientResult refusedRecipient(RemoteReply said) {
        RemoteReply reply = said.brief();
        String status = reply.status();
        boolean isTooMany = (reply.code() == 452 && (status.equals("4.5.3") || status.equals("4.0.0")))
                || (reply.code() == 552 && (status.equals("5.5.3") || status.equals("5.0.0")));
        if (isTooMany) {
            return new RecipientResult(accepted > 0 ? Kind.AGAIN : Kind.DEFERRED, reply);
        }
        return RecipientResult.refused(reply);
    }
}
