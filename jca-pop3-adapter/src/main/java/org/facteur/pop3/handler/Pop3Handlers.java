package org.facteur.pop3.handler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command;
import org.facteur.pop3.command.Pop3Command.Auth;
import org.facteur.pop3.command.Pop3Command.Capa;
import org.facteur.pop3.command.Pop3Command.Dele;
import org.facteur.pop3.command.Pop3Command.Lang;
import org.facteur.pop3.command.Pop3Command.ListSizes;
import org.facteur.pop3.command.Pop3Command.Noop;
import org.facteur.pop3.command.Pop3Command.Pass;
import org.facteur.pop3.command.Pop3Command.Quit;
import org.facteur.pop3.command.Pop3Command.Retr;
import org.facteur.pop3.command.Pop3Command.Rset;
import org.facteur.pop3.command.Pop3Command.Stat;
import org.facteur.pop3.command.Pop3Command.Stls;
import org.facteur.pop3.command.Pop3Command.Top;
import org.facteur.pop3.command.Pop3Command.Uidl;
import org.facteur.pop3.command.Pop3Command.User;
import org.facteur.pop3.command.Pop3Command.Utf8;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** Which handler fulfils which command, and in which state: the one table of it. */
public final class Pop3Handlers {

    /** The states of RFC 1939 in which a command makes sense. */
    private enum Allowed {
        BEFORE_LOGIN,
        AFTER_LOGIN,
        ALWAYS
    }

    private record Entry<C extends Pop3Command>(Class<C> type, Allowed allowed, Pop3Handler<C> handler) {

        Answer handle(Pop3Command command, Conversation conversation) throws Pop3Failure, MailStoreException {
            return handler.handle(type.cast(command), conversation);
        }
    }

    private final Map<Class<? extends Pop3Command>, Entry<?>> entries = new HashMap<>();

    /** @throws IllegalStateException when a command has no handler */
    public Pop3Handlers() {
        add(Capa.class, Allowed.ALWAYS, new CapaHandler());
        add(Lang.class, Allowed.ALWAYS, new LangHandler());
        add(Quit.class, Allowed.ALWAYS, new QuitHandler());

        add(Stls.class, Allowed.BEFORE_LOGIN, new StlsHandler());
        add(User.class, Allowed.BEFORE_LOGIN, new UserHandler());
        add(Pass.class, Allowed.BEFORE_LOGIN, new PassHandler());
        add(Auth.class, Allowed.BEFORE_LOGIN, new AuthHandler());

        add(Utf8.class, Allowed.BEFORE_LOGIN, new Utf8Handler());
        add(Stat.class, Allowed.AFTER_LOGIN, new StatHandler());
        add(ListSizes.class, Allowed.AFTER_LOGIN, new ListHandler());
        add(Uidl.class, Allowed.AFTER_LOGIN, new UidlHandler());
        add(Retr.class, Allowed.AFTER_LOGIN, new RetrHandler());
        add(Top.class, Allowed.AFTER_LOGIN, new TopHandler());
        add(Dele.class, Allowed.AFTER_LOGIN, new DeleHandler());
        add(Rset.class, Allowed.AFTER_LOGIN, new RsetHandler());
        add(Noop.class, Allowed.AFTER_LOGIN, new NoopHandler());

        for (Class<?> command : Pop3Command.class.getPermittedSubclasses()) {
            if (!entries.containsKey(command)) {
                throw new IllegalStateException("No handler for " + command.getSimpleName() + " among "
                        + Arrays.toString(entries.keySet().toArray()));
            }
        }
    }

    private <C extends Pop3Command> void add(Class<C> type, Allowed allowed, Pop3Handler<C> handler) {
        entries.put(type, new Entry<>(type, allowed, handler));
    }

    /** Fulfils a command, if the state of the conversation allows it. */
    public Answer handle(Pop3Command command, Conversation conversation) throws Pop3Failure, MailStoreException {
        Entry<?> entry = entries.get(command.getClass());
        if (entry == null) {
            throw new IllegalStateException("No handler for " + command.getClass());
        }
        if (entry.allowed() == Allowed.AFTER_LOGIN && !conversation.isLoggedIn()) {
            throw new Pop3Failure("Log in first");
        }
        if (entry.allowed() == Allowed.BEFORE_LOGIN && conversation.isLoggedIn()) {
            throw new Pop3Failure("Already logged in");
        }
        conversation.checkLock();
        return entry.handle(command, conversation);
    }
}
