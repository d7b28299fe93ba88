package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * One connection of SMTP, submission or LMTP. It hands octets to the {@link Phase} in progress; commands are read whenever no
 * other phase is.
 *
 * <p>RFC 5321 (SMTP), 6409 (submission), 2033 (LMTP), 1870 (SIZE), 2034 and 3463 (enhanced status codes), 2920 (pipelining),
 * 3207 (STARTTLS), 3848 (transmission types), 4954 (AUTH), 6152 (8BITMIME).
 */
final class SmtpSession implements Session {

    private final Conversation conversation;
    private final Phase commands;

    SmtpSession(SmtpSettings settings, CommandHandlers handlers, SmtpListener listener, ConnectionContext connection) {
        this.conversation = new Conversation(settings, listener, connection);
        this.commands = new CommandPhase(handlers, conversation);
    }

    @Override
    public Answer greet() {
        String protocol = conversation.service() == SmtpService.LMTP ? "LMTP" : "ESMTP";
        return SmtpReply.plain(220, conversation.settings().hostname() + " " + protocol + " Facteur");
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        return conversation.phase().orElse(commands).advance(input);
    }

    @Override
    public @Nullable Answer woken() {
        return null;
    }

    @Override
    public Duration patience() {
        return conversation.limits().patience();
    }

    @Override
    public Answer timedOut() {
        return goodbye("4.4.2", "Timeout, closing connection");
    }

    @Override
    public Answer stopping() {
        return goodbye("4.3.2", "Service shutting down");
    }

    @Override
    public Answer failed() {
        return goodbye("4.3.0", "Internal error, closing connection");
    }

    @Override
    public void closed() {
        conversation.phase().ifPresent(Phase::abandon);
        conversation.endTransaction();
    }

    private Answer goodbye(String enhanced, String text) {
        return SmtpReply.of(421, enhanced, conversation.settings().hostname() + " " + text)
                .thenClose();
    }
}
