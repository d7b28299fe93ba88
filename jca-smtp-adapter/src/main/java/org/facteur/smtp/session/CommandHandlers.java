package org.facteur.smtp.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.smtp.command.SmtpCommand;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.session.Answer;

/** The handler of each command; one object serves all sessions. */
final class CommandHandlers {

    private final Map<Class<?>, CommandHandler<?>> byCommand = new HashMap<>();

    /** All there are. */
    CommandHandlers() {
        this(List.of(
                new EhloHandler(),
                new HeloHandler(),
                new LhloHandler(),
                new StartTlsHandler(),
                new AuthHandler(),
                new MailHandler(),
                new RcptHandler(),
                new DataHandler(),
                new BdatHandler(),
                new RsetHandler(),
                new NoopHandler(),
                new VrfyHandler(),
                new ExpnHandler(),
                new XclientHandler(),
                new HelpHandler(),
                new QuitHandler()));
    }

    /** @throws IllegalStateException if a command has none, or two */
    CommandHandlers(List<CommandHandler<?>> handlers) {
        for (CommandHandler<?> handler : handlers) {
            if (byCommand.put(handler.command(), handler) != null) {
                throw new IllegalStateException("Two handlers for " + handler.command());
            }
        }
        for (Class<?> command : SmtpCommand.class.getPermittedSubclasses()) {
            if (!byCommand.containsKey(command)) {
                throw new IllegalStateException("No handler for " + command);
            }
        }
    }

    /**
     * Checks what the command demands, and does it.
     *
     * @param more whether the client has said more already
     */
    Answer handle(SmtpCommand command, boolean more, Conversation conversation) throws SmtpRefusal {
        CommandHandler<?> handler = byCommand.get(command.getClass());
        if (handler == null) {
            throw new IllegalStateException("No handler for " + command.getClass());
        }
        if (more && handler.endsGroup()) {
            throw SmtpRefusal.last(554, "5.5.0", "Out of step: wait for the answer");
        }
        for (Precondition precondition : handler.preconditions()) {
            precondition.check(conversation);
        }
        return handle(handler, command, conversation);
    }

    private static <C extends SmtpCommand> Answer handle(
            CommandHandler<C> handler, SmtpCommand command, Conversation conversation) throws SmtpRefusal {
        return handler.handle(handler.command().cast(command), conversation);
    }
}
