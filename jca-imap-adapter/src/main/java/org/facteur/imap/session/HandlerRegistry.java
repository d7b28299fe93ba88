package org.facteur.imap.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.facteur.imap.command.ImapCommand;

/** The handler of each command; that none is missing is checked when it is made, not when a client asks. */
public final class HandlerRegistry {

    /** What the session itself can do, whatever its handlers can. */
    private static final List<String> OF_THE_SESSION = List.of("IMAP4rev1", "IMAP4rev2", "LITERAL+");

    private final Map<Class<?>, CommandHandler<?>> handlers = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a command has no handler, or two */
    public HandlerRegistry(List<CommandHandler<?>> all) {
        for (CommandHandler<?> handler : all) {
            if (handlers.put(handler.command(), handler) != null) {
                throw new IllegalArgumentException("Two handlers of " + handler.command());
            }
        }
        for (Class<?> command : ImapCommand.class.getPermittedSubclasses()) {
            if (!handlers.containsKey(command)) {
                throw new IllegalArgumentException("No handler of " + command);
            }
        }
    }

    /** The handler of a command. */
    @SuppressWarnings("unchecked") // the constructor has paired each class with a handler of its own
    <C extends ImapCommand> CommandHandler<C> handlerOf(C command) {
        return (CommandHandler<C>) Objects.requireNonNull(handlers.get(command.getClass()));
    }

    /** What CAPABILITY answers in the client's present state. */
    List<String> capabilities(ClientState client) {
        List<String> names = new ArrayList<>(OF_THE_SESSION);
        handlers.values().forEach(handler -> names.addAll(handler.capabilities(client)));
        return names;
    }
}
