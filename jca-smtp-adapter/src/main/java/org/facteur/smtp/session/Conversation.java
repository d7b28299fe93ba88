package org.facteur.smtp.session;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.facteur.api.account.Account;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.SmtpCommand.Xclient;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.jspecify.annotations.Nullable;

/**
 * What one client has said so far, and to whom: the state that the handlers of the commands read and change.
 *
 * <pre>
 *           EHLO            (AUTH)           MAIL              RCPT             DATA
 * connected ----> greeted ----------> greeted ----> transaction ----> recipients ----> message
 *                    ^                                   |                 |              |
 *                    +-----------------------------------+-----------------+--------------+
 *                                          RSET, EHLO, the answer to the message
 * </pre>
 *
 * STARTTLS leads back to the beginning, and nothing that was said before counts (RFC 3207 section 4.2).
 */
final class Conversation {

    private final SmtpSettings settings;
    private final SmtpListener listener;
    private final ConnectionContext connection;
    private final ClientReputation reputation;
    private InetSocketAddress remoteAddress;
    private @Nullable String proxiedHelo;
    private @Nullable Greeting greeting;
    private @Nullable Account account;
    private @Nullable MailTransaction transaction;
    private @Nullable Phase phase;
    private int mistakes;
    private int failedLogins;

    /** How a client introduced itself: by which protocol, and by what name. */
    record Greeting(Protocol protocol, String client) {}

    /** The protocols of RFC 3848, without their suffixes. */
    enum Protocol {
        SMTP,
        ESMTP,
        LMTP
    }

    Conversation(SmtpSettings settings, SmtpListener listener, ConnectionContext connection) {
        this.settings = settings;
        this.listener = listener;
        this.connection = connection;
        this.remoteAddress = connection.remoteAddress();
        this.reputation = new ClientReputation(settings.reputations(), remoteAddress.getAddress());
    }

    SmtpSettings settings() {
        return settings;
    }

    SmtpService service() {
        return settings.service();
    }

    SmtpLimits limits() {
        return settings.limits();
    }

    SmtpPolicy policy() {
        return settings.policy();
    }

    SmtpListener listener() {
        return listener;
    }

    ConnectionContext connection() {
        return connection;
    }

    /** The other end, as the listener is told. */
    SmtpClient client() {
        return new SmtpClient(
                settings.service(),
                remoteAddress,
                greeting().map(Greeting::client).orElse(""),
                connection.tls(),
                account(),
                reputation.isTrusted());
    }

    /** Where the client is, or the one for whom a trusted proxy speaks. */
    InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    ClientReputation reputation() {
        return reputation;
    }

    /** Whether whom we are connected to may say for whom it speaks. */
    boolean isTrustedProxy() {
        return policy().xclientNetworks().stream()
                .anyMatch(network -> network.contains(connection.remoteAddress().getAddress()));
    }

    /** What a trusted proxy has said of its client; what it has not said is as it was. */
    void speaksFor(Xclient client) {
        remoteAddress = new InetSocketAddress(
                client.address().orElse(remoteAddress.getAddress()),
                client.port().orElse(remoteAddress.getPort()));
        client.address().ifPresent(reputation::ask);
        client.helo().ifPresent(helo -> proxiedHelo = helo);
    }

    /** The greeting of the server. */
    SmtpReply banner() {
        String protocol = service() == SmtpService.LMTP ? "LMTP" : "ESMTP";
        return SmtpReply.plain(220, settings.hostname() + " " + protocol + " Facteur");
    }

    /** The client's IP address, for the log. */
    String address() {
        return remoteAddress.getAddress().getHostAddress();
    }

    Optional<Greeting> greeting() {
        return Optional.ofNullable(greeting);
    }

    /** The client introduces itself; a transaction does not survive that (RFC 5321 section 4.1.4). */
    void greeted(Protocol protocol, String client) {
        endTransaction();
        greeting = new Greeting(protocol, proxiedHelo == null ? client : proxiedHelo);
    }

    Optional<Account> account() {
        return Optional.ofNullable(account);
    }

    void loggedIn(Account proved) {
        account = proved;
    }

    Optional<MailTransaction> transaction() {
        return Optional.ofNullable(transaction);
    }

    /** The transaction that the command needs. */
    MailTransaction requireTransaction() throws SmtpRefusal {
        return transaction().orElseThrow(() -> new SmtpRefusal(503, "5.5.1", "MAIL first"));
    }

    void begin(MailTransaction begun) {
        transaction = begun;
    }

    void endTransaction() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
    }

    /** Nothing that the client said before TLS counts. */
    void forget() {
        greeting = null;
        account = null;
        endTransaction();
    }

    /** What the next octets are, unless they are commands. */
    Optional<Phase> phase() {
        return Optional.ofNullable(phase);
    }

    void enter(Phase next) {
        phase = next;
    }

    void returnToCommands() {
        phase = null;
    }

    /** Tells the client of a refusal; after one too many for its mistakes the connection is closed. */
    Answer answerTo(SmtpRefusal refusal) {
        SmtpReply reply = refusal.reply();
        if (refusal.isLast()) {
            return reply.thenClose();
        }
        if (reply.isMistake()) {
            offended(Offence.BAD_COMMAND);
        }
        return reply.isMistake() && ++mistakes >= limits().mistakes()
                ? reply.then(SmtpReply.of(421, "4.7.0", "Too many errors").thenClose())
                : reply;
    }

    /** The client has done what good clients do rarely; an account answers for what it does, and a proxy is not its clients. */
    void offended(Offence offence) {
        if (account == null && service() != SmtpService.LMTP && !isTrustedProxy()) {
            connection.offended(offence);
        }
    }

    /** Notes a failed login, and says whether it was one too many. */
    boolean tooManyFailedLogins() {
        return ++failedLogins >= limits().failedLogins();
    }
}
