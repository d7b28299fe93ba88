package org.facteur.smtp.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;

/**
 * A mail store in memory that does what the local part of an address says.
 *
 * <p>Of {@code example.test} there are {@code alice} and {@code bob}, with their names as passwords, and
 * <ul>
 *   <li>{@code full}, {@code disabled}, {@code small}, {@code later}, {@code grey}: RCPT is answered with the decision;
 *   <li>{@code late-full}, {@code late-disabled}, …: RCPT is accepted, and the message has that outcome;
 *   <li>{@code down} fails at RCPT, {@code late-down} when the message is delivered, since the store is gone.
 * </ul>
 */
public final class ScriptedListener implements SmtpListener {

    /** A message as it was delivered. */
    public record Delivered(InboundMessage message, String content) {}

    private static final String DOMAIN = "@example.test";

    private static final Map<String, RecipientDecision> SCRIPT = Map.of(
            "alice", RecipientDecision.ACCEPTED,
            "bob", RecipientDecision.ACCEPTED,
            "postmaster", RecipientDecision.ACCEPTED,
            "full", RecipientDecision.OVER_QUOTA,
            "disabled", RecipientDecision.DISABLED,
            "small", RecipientDecision.TOO_LARGE,
            "later", RecipientDecision.TRY_LATER,
            "grey", RecipientDecision.GREYLISTED,
            "gone", RecipientDecision.UNKNOWN_USER);

    private final List<Delivered> delivered = new CopyOnWriteArrayList<>();

    /** The messages so far. */
    public List<Delivered> delivered() {
        return delivered;
    }

    @Override
    public Account authenticate(Credentials credentials) throws MailStoreException {
        if (credentials.name().equals("down")) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The store is gone");
        }
        if (credentials.name().equals("guessed")) {
            throw new MailStoreException(Reason.LOGIN_SUSPENDED, "Too many");
        }
        String name = credentials.name().replace(DOMAIN, "");
        if (!credentials.password().reveal().equals(name)) {
            throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "Wrong name or password");
        }
        if (name.equals("disabled")) {
            throw new MailStoreException(Reason.ACCOUNT_DISABLED, "Disabled");
        }
        return new Account(new AccountId(1), name + DOMAIN);
    }

    @Override
    public SenderDecision checkSender(SmtpClient client, MailFrom mailFrom) throws MailStoreException {
        String sender = mailFrom.reversePath();
        return switch (sender) {
            case "later@example.test" -> SenderDecision.TRY_LATER;
            case "down@example.test" -> throw new MailStoreException(Reason.UNAVAILABLE, "The store is gone");
            case "full@example.test" -> throw new MailStoreException(Reason.OVER_QUOTA, "No room");
            default ->
                client.service() == SmtpService.SUBMISSION
                                && !sender.isEmpty()
                                && !sender.equals(client.account().orElseThrow().address())
                        ? SenderDecision.NOT_OWNED
                        : SenderDecision.ACCEPTED;
        };
    }

    @Override
    public RecipientDecision checkRecipient(SmtpClient client, MailFrom mailFrom, RcptTo rcptTo)
            throws MailStoreException {
        String recipient = rcptTo.forwardPath();
        if (recipient.equals("postmaster")) {
            return RecipientDecision.ACCEPTED;
        }
        if (!recipient.endsWith(DOMAIN)) {
            return client.account().isPresent() ? RecipientDecision.ACCEPTED_FOR_RELAY : RecipientDecision.RELAY_DENIED;
        }
        String name = recipient.replace(DOMAIN, "");
        if (name.equals("down")) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The store is gone");
        }
        return name.startsWith("late-")
                ? RecipientDecision.ACCEPTED
                : SCRIPT.getOrDefault(name, RecipientDecision.UNKNOWN_USER);
    }

    @Override
    public List<RecipientDecision> deliver(InboundMessage message) throws MailStoreException {
        if (message.recipients().contains("late-down" + DOMAIN)) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The store is gone");
        }
        List<RecipientDecision> outcomes =
                message.recipients().stream().map(ScriptedListener::outcome).toList();
        boolean lmtp = message.client().service() == SmtpService.LMTP;
        if (lmtp || outcomes.stream().allMatch(outcome -> outcome == RecipientDecision.ACCEPTED)) {
            delivered.add(new Delivered(message, content(message)));
        }
        return outcomes;
    }

    private static RecipientDecision outcome(String recipient) {
        return recipient.startsWith("late-")
                ? SCRIPT.getOrDefault(recipient.substring(5).replace(DOMAIN, ""), RecipientDecision.UNKNOWN_USER)
                : RecipientDecision.ACCEPTED;
    }

    private static String content(InboundMessage message) {
        try (InputStream stream = message.source().open()) {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
