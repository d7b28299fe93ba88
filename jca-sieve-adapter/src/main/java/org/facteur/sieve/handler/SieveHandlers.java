package org.facteur.sieve.handler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand;
import org.facteur.sieve.command.SieveCommand.Authenticate;
import org.facteur.sieve.command.SieveCommand.Capability;
import org.facteur.sieve.command.SieveCommand.CheckScript;
import org.facteur.sieve.command.SieveCommand.DeleteScript;
import org.facteur.sieve.command.SieveCommand.GetScript;
import org.facteur.sieve.command.SieveCommand.HaveSpace;
import org.facteur.sieve.command.SieveCommand.ListScripts;
import org.facteur.sieve.command.SieveCommand.Logout;
import org.facteur.sieve.command.SieveCommand.Noop;
import org.facteur.sieve.command.SieveCommand.PutScript;
import org.facteur.sieve.command.SieveCommand.RenameScript;
import org.facteur.sieve.command.SieveCommand.SetActive;
import org.facteur.sieve.command.SieveCommand.StartTls;
import org.facteur.sieve.command.SieveCommand.Unauthenticate;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** Which handler fulfils which command, and in which state: the one table of it. */
public final class SieveHandlers {

    /** When a command makes sense. */
    private enum Allowed {
        BEFORE_LOGIN,
        AFTER_LOGIN,
        ALWAYS
    }

    private record Entry<C extends SieveCommand>(Class<C> type, Allowed allowed, SieveHandler<C> handler) {

        Answer handle(SieveCommand command, Conversation conversation) throws SieveFailure, MailStoreException {
            return handler.handle(type.cast(command), conversation);
        }
    }

    private final Map<Class<? extends SieveCommand>, Entry<?>> entries = new HashMap<>();

    /** @throws IllegalStateException when a command has no handler */
    public SieveHandlers() {
        add(Capability.class, Allowed.ALWAYS, new CapabilityHandler());
        add(Logout.class, Allowed.ALWAYS, new LogoutHandler());
        add(Noop.class, Allowed.ALWAYS, new NoopHandler());

        add(StartTls.class, Allowed.BEFORE_LOGIN, new StartTlsHandler());
        add(Authenticate.class, Allowed.BEFORE_LOGIN, new AuthenticateHandler());

        add(Unauthenticate.class, Allowed.AFTER_LOGIN, new UnauthenticateHandler());
        add(HaveSpace.class, Allowed.AFTER_LOGIN, new HaveSpaceHandler());
        add(PutScript.class, Allowed.AFTER_LOGIN, new PutScriptHandler());
        add(CheckScript.class, Allowed.AFTER_LOGIN, new CheckScriptHandler());
        add(ListScripts.class, Allowed.AFTER_LOGIN, new ListScriptsHandler());
        add(SetActive.class, Allowed.AFTER_LOGIN, new SetActiveHandler());
        add(GetScript.class, Allowed.AFTER_LOGIN, new GetScriptHandler());
        add(DeleteScript.class, Allowed.AFTER_LOGIN, new DeleteScriptHandler());
        add(RenameScript.class, Allowed.AFTER_LOGIN, new RenameScriptHandler());

        for (Class<?> command : SieveCommand.class.getPermittedSubclasses()) {
            if (!entries.containsKey(command)) {
                throw new IllegalStateException("No handler for " + command.getSimpleName() + " among "
                        + Arrays.toString(entries.keySet().toArray()));
            }
        }
    }

    private <C extends SieveCommand> void add(Class<C> type, Allowed allowed, SieveHandler<C> handler) {
        entries.put(type, new Entry<>(type, allowed, handler));
    }

    /** Fulfils a command, if the state of the conversation allows it. */
    public Answer handle(SieveCommand command, Conversation conversation) throws SieveFailure, MailStoreException {
        Entry<?> entry = entries.get(command.getClass());
        if (entry == null) {
            throw new IllegalStateException("No handler for " + command.getClass());
        }
        if (entry.allowed() == Allowed.AFTER_LOGIN && !conversation.isLoggedIn()) {
            throw new SieveFailure("Authenticate first");
        }
        if (entry.allowed() == Allowed.BEFORE_LOGIN && conversation.isLoggedIn()) {
            throw new SieveFailure("Already logged in");
        }
        return entry.handle(command, conversation);
    }
}
