package org.facteur.imap.session;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand;

/**
 * Carries out one kind of command. It keeps nothing between two calls, and serves all sessions at once.
 *
 * @param <C> the command
 */
public interface CommandHandler<C extends ImapCommand> {

    /** The command that this is the handler of. */
    Class<C> command();

    /** Where the command is allowed, and what may be told while it is answered. */
    CommandRules rules(C command);

    /** What the server can do because of this handler, in the client's present state; told by CAPABILITY. */
    default List<String> capabilities(ClientState client) {
        return List.of();
    }

    /**
     * Whether it makes sense for a client to send a message that it has announced: asked before it does, so that it need not.
     *
     * @param command with the messages that have come, and the one that is announced without any octets
     * @param octets of all these messages
     * @throws MailStoreException answered as {@link StoreFailures} says
     * @throws CommandRefusedException with the answer
     */
    default void admit(C command, long octets, ClientState client) throws MailStoreException, CommandRefusedException {}

    /**
     * Carries out a command that its rules allow. What changed in the selected mailbox is told behind the answer, and the
     * tagged response is sent, by the session.
     *
     * @throws MailStoreException answered as {@link StoreFailures} says
     * @throws CommandRefusedException with the answer
     */
    Turn handle(C command, ClientState client) throws MailStoreException, CommandRefusedException;
}
