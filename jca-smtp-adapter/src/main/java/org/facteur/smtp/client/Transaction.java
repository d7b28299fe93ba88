package org.facteur.smtp.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.facteur.smtp.client.ClientProtocol.Stage;
import org.facteur.smtp.client.ClientStep.Finished;
import org.facteur.smtp.client.ClientStep.Send;
import org.facteur.smtp.client.ClientStep.SendContent;
import org.facteur.smtp.client.RecipientResult.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One message for one server, from MAIL to the answer to its content. Its last step is {@link Finished}, and its stage then what the connection
 * is: READY, RESET before it is so, or CLOSED.
 */
final class Transaction {

    private final Envelope envelope;
    private final EnvelopeCommands commands;
    private final Capabilities server;
    private final boolean answersEach;
    private final RecipientResult[] results;
    private final Deque<String> unsent = new ArrayDeque<>();

    private Stage stage = Stage.ENVELOPE;

    /** How many answers of the envelope have come: MAIL, then RCPT for each. */
    private int answered;

    private int accepted;
    private @Nullable RemoteReply mailRefusal;
    private boolean dataSent;

    /** @param answersEach whether the content is answered for each recipient that was accepted, in their order (RFC 2033 section 4.2) */
    Transaction(Envelope envelope, EnvelopeCommands commands, Capabilities server, boolean answersEach) {
        this.envelope = envelope;
        this.commands = commands;
        this.server = server;
        this.answersEach = answersEach;
        this.results = new RecipientResult[envelope.rcptTo().size()];
    }

    Stage stage() {
        return stage;
    }

    boolean isOver() {
        return stage == Stage.READY || stage == Stage.RESET || stage == Stage.CLOSED;
    }

    List<ClientStep> begin() {
        Optional<RemoteReply> obstacle = commands.obstacle();
        if (obstacle.isPresent()) {
            return finish(obstacle.get(), Stage.READY);
        }
        unsent.add(commands.mail());
        unsent.addAll(commands.rcpt());
        if (!server.has("PIPELINING")) {
            return List.of(next());
        }
        // How many answers there are to the content of which all recipients were refused, LMTP does not say: it is not
        // begun.
        if (!server.has("CHUNKING") && !answersEach) {
            unsent.add("DATA");
            dataSent = true;
        }
        StringBuilder all = new StringBuilder();
        unsent.forEach(command -> all.append(command).append("\r\n"));
        unsent.clear();
        return List.of(new Send(all.toString()));
    }

    List<ClientStep> reply(RemoteReply reply) {
        if (reply.isClosing()) {
            return end(reply);
        }
        return switch (stage) {
            case ENVELOPE -> envelope(reply);
            case DATA -> data(reply);
            // Before the content is complete only a refusal can come; then what has been sent is no message.
            case CONTENT -> end(reply.code() >= 400 ? reply : Opening.MEANINGLESS);
            case END -> ended(reply);
            default -> List.of();
        };
    }

    /** The content has been sent as a whole. */
    void contentSent() {
        if (stage == Stage.CONTENT) {
            stage = Stage.END;
        }
    }

    /**
     * The connection ends, and the transaction with it.
     *
     * @param reply the last one. Content of which only a part has been sent is never a message, whatever the server says of it
     */
    List<ClientStep> end(RemoteReply reply) {
        boolean isUnserved = reply.isClosing() || answered == 0;
        return finish(isUnserved ? RecipientResult.unserved(reply) : RecipientResult.refused(reply), Stage.CLOSED);
    }

    private Send next() {
        return new Send(unsent.remove() + "\r\n");
    }

    private List<ClientStep> envelope(RemoteReply reply) {
        int code = reply.code() / 100;
        if (code != 2 && code != 4 && code != 5) {
            return end(Opening.MEANINGLESS);
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
            return finish(mailRefusal, Stage.READY);
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
            return finish(nobody(), Stage.RESET);
        }
        if (server.has("CHUNKING")) {
            stage = Stage.CONTENT;
            return List.of(new Send("BDAT " + envelope.size() + " LAST\r\n"), new SendContent(false));
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
            return end(Opening.MEANINGLESS);
        }
        return finish(isForNobody() ? nobody() : reply, Stage.RESET);
    }

    private List<ClientStep> ended(RemoteReply said) {
        RemoteReply reply = said.brief();
        if (reply.code() / 100 == 3) {
            return end(Opening.MEANINGLESS);
        }
        if (isForNobody()) {
            return finish(nobody(), Stage.READY);
        }
        RecipientResult result =
                reply.isPositive() ? new RecipientResult(Kind.DELIVERED, reply) : RecipientResult.refused(reply);
        return answersEach ? answeredEach(result) : finish(result, Stage.READY);
    }

    /** Those that have been refused have their answer; of the others the first one gets this. */
    private List<ClientStep> answeredEach(RecipientResult result) {
        int next = 0;
        while (results[next] != null) {
            next++;
        }
        results[next] = result;
        return Arrays.stream(results).allMatch(Objects::nonNull) ? finish(result, Stage.READY) : List.of();
    }

    private boolean isForNobody() {
        return mailRefusal != null || accepted == 0;
    }

    /** What holds for recipients that have no answer of their own. */
    private RemoteReply nobody() {
        return mailRefusal == null ? Opening.MEANINGLESS : mailRefusal;
    }

    private List<ClientStep> finish(RemoteReply forTheRest, Stage then) {
        return finish(RecipientResult.refused(forTheRest), then);
    }

    private List<ClientStep> finish(RecipientResult forTheRest, Stage then) {
        List<RecipientResult> all = new ArrayList<>();
        for (RecipientResult result : results) {
            boolean isHopeless = result == null || mailRefusal != null;
            all.add(isHopeless ? forTheRest : result);
        }
        stage = then;
        return List.of(new Finished(all, commands.reports()));
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
