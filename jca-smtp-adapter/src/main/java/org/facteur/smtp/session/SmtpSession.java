package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * One connection of SMTP, submission or LMTP. It hands octets to the {@link Phase} in progress; commands are read whenever no
 * other phase is.
 *
 * <p>RFC 5321 (SMTP), 6409 (submission), 2033 (LMTP), 1870 (SIZE), 2034 and 3463 (enhanced status codes), 2852 (DELIVERBY),
 * 2920 (pipelining), 3030 (CHUNKING), 3207 (STARTTLS), 3461 (DSN), 3848 (transmission types), 4865 (FUTURERELEASE), 4954 (AUTH),
 * 6152 (8BITMIME), 6531 (SMTPUTF8), 6710 (MT-PRIORITY), 8689 (REQUIRETLS), 9422 (LIMITS).
 */
final class SmtpSession implements Session {

    private static final System.Logger LOG = System.getLogger(SmtpSession.class.getName());

    private final Conversation conversation;
    private final Phase commands;
    private boolean greetingDue;

    SmtpSession(SmtpSettings settings, CommandHandlers handlers, SmtpListener listener, ConnectionContext connection) {
        this.conversation = new Conversation(settings, listener, connection);
        this.commands = new CommandPhase(handlers, conversation);
    }

    @Override
    public Answer greet() {
        Duration delay = conversation
                .policy()
                .greetingDelay(conversation.connection().remoteAddress().getAddress());
        if (delay.isZero()) {
            return conversation.banner();
        }
        greetingDue = true;
        conversation.connection().wakeAfter(delay);
        return Answer.NOTHING;
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        if (greetingDue && input.isReadable()) {
            LOG.log(Level.INFO, () -> conversation.address() + " speaks before it is greeted");
            conversation.offended(Offence.BAD_COMMAND);
            return goodbye(554, "5.5.1", "Clients wait for the greeting");
        }
        return conversation.phase().orElse(commands).advance(input);
    }

    @Override
    public @Nullable Answer woken() {
        if (!greetingDue) {
            return null;
        }
        greetingDue = false;
        return conversation.banner();
    }

    @Override
    public Duration patience() {
        return conversation.limits().patience();
    }

    @Override
    public Answer timedOut() {
        return goodbye(421, "4.4.2", "Timeout, closing connection");
    }

    @Override
    public Answer stopping() {
        return goodbye(421, "4.3.2", "Service shutting down");
    }

    @Override
    public Answer failed() {
        return goodbye(421, "4.3.0", "Internal error, closing connection");
    }

    @Override
    public Answer blocked() {
        return goodbye(421, "4.7.0", "Too many errors, try again later");
    }

    @Override
    public void closed() {
        conversation.endTransaction();
    }

    private Answer goodbye(int code, String enhanced, String text) {
        return SmtpReply.of(code, enhanced, conversation.settings().hostname() + " " + text)
                .thenClose();
    }
}
