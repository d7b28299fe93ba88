package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.ImapCommand.ThreadMessages;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.State;

/** THREAD and UID THREAD (RFC 5256). */
final class ThreadHandler implements CommandHandler<ThreadMessages> {

    @Override
    public Class<ThreadMessages> command() {
        return ThreadMessages.class;
    }

    @Override
    public CommandRules rules(ThreadMessages command) {
        return command.uid() ? CommandRules.NUMBERS_IN : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of("THREAD=ORDEREDSUBJECT", "THREAD=REFERENCES");
    }

    @Override
    public Reply handle(ThreadMessages command, ClientState client) throws MailStoreException, CommandRefusedException {
        SearchKey key = SearchCriteria.of(command.key(), null, client).key();
        SelectedMailbox selected = client.selected();
        UidSet among = selected.told();
        MessageThreads found = among.isEmpty()
                ? MessageThreads.NONE
                : client.store().thread(client.account(), selected.id(), among, key, command.algorithm());
        return new ThreadReply(found, SearchCriteria.numbers(selected.view(), command.uid()));
    }
}
