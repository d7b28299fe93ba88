package org.facteur.imap.handler;

import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.facteur.api.MailStoreException;
import org.facteur.imap.command.ImapCommand.Notify;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** NOTIFY (RFC 5465); {@link Notifications} tells what happens from then on. */
final class NotifyHandler implements CommandHandler<Notify> {

    private final LongSupplier clock;

    /** @param clock nanoseconds */
    NotifyHandler(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Class<Notify> command() {
        return Notify.class;
    }

    @Override
    public CommandRules rules(Notify command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("NOTIFY");
    }

    @Override
    public Reply handle(Notify command, ClientState client) throws MailStoreException, CommandRefusedException {
        Completion completion = Completion.ok("NOTIFY completed");
        if (command.groups().isEmpty()) {
            client.notifyBy(null);
            return Reply.of(completion);
        }
        if (client.hasSelected()) {
            client.selected().markStale();
        }
        Notifications notifications = Notifications.begin(client, command.groups(), clock);
        client.notifyBy(notifications);
        return Reply.of(
                completion,
                command.status() ? notifications.statuses().iterator() : Collections.<ImapResponse>emptyIterator());
    }
}
