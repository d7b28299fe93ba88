package org.facteur.pop3.pop2;

import static org.facteur.pop3.pop2.Pop2Client.State.AUTHORIZATION;
import static org.facteur.pop3.pop2.Pop2Client.State.ITEM;
import static org.facteur.pop3.pop2.Pop2Client.State.MAILBOX;
import static org.facteur.pop3.pop2.Pop2Client.State.NEXT;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Credentials;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.OpenMaildrop;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/**
 * How far a client has come, and what it is answered (RFC 937):
 *
 * <pre>
 * AUTHORIZATION --HELO--> MAILBOX --READ--> ITEM --RETR--> NEXT --ACKS, ACKD, NACK--> ITEM
 *                         FOLD: MAILBOX     READ: ITEM, FOLD: MAILBOX
 * </pre>
 *
 * INBOX is the one mailbox that has messages here; what ACKD marks is removed by QUIT alone.
 */
final class Pop2Client {

    enum State {
        AUTHORIZATION,
        MAILBOX,
        ITEM,
        NEXT
    }

    private static final String INBOX = "inbox";

    private final Conversation conversation;
    private State state = AUTHORIZATION;
    private boolean inInbox = true;
    private int current = 1;

    Pop2Client(Conversation conversation) {
        this.conversation = conversation;
    }

    Answer answer(Pop2Command command) throws Pop2Failure, Pop3Failure, MailStoreException {
        conversation.checkLock();
        if (command instanceof Pop2Command.Helo helo) {
            only(AUTHORIZATION);
            return helo(helo);
        }
        if (command instanceof Pop2Command.Fold fold) {
            only(MAILBOX, ITEM);
            inInbox = fold.mailbox().toLowerCase(Locale.ROOT).equals(INBOX);
            return mailbox();
        }
        if (command instanceof Pop2Command.Read read) {
            only(MAILBOX, ITEM);
            return item(read.message().orElse(current));
        }
        if (command instanceof Pop2Command.Retr) {
            only(ITEM);
            return retr();
        }
        if (command instanceof Pop2Command.Quit) {
            only(AUTHORIZATION, MAILBOX, ITEM);
            return quit();
        }
        only(NEXT);
        if (command instanceof Pop2Command.Ackd) {
            conversation.maildrop().delete(current);
        }
        return item(command instanceof Pop2Command.Nack ? current : current + 1);
    }

    private void only(State first, State... others) throws Pop2Failure {
        Set<State> states = EnumSet.of(first, others);
        if (!states.contains(state)) {
            throw new Pop2Failure(state == AUTHORIZATION ? "Say HELO first" : "Not now");
        }
    }

    private Answer helo(Pop2Command.Helo helo) throws Pop2Failure, MailStoreException {
        if (!conversation.connection().allowsPlaintextPassword()) {
            throw new Pop2Failure("Passwords are not taken on this connection");
        }
        conversation.open(conversation
                .connection()
                .guarded(conversation.listener())
                .authenticate(new Credentials(
                        helo.user(),
                        helo.password(),
                        conversation.connection().remoteAddress().getAddress())));
        return mailbox();
    }

    private Answer mailbox() {
        state = MAILBOX;
        current = 1;
        return line("#" + (inInbox ? conversation.maildrop().count() : 0));
    }

    private Answer item(int number) {
        state = ITEM;
        current = number;
        OpenMaildrop maildrop = conversation.maildrop();
        return line("=" + (has(number) ? maildrop.at(number).size() : 0));
    }

    private boolean has(int number) {
        return inInbox && conversation.maildrop().has(number);
    }

    private Answer retr() throws Pop2Failure, MailStoreException {
        if (!has(current)) {
            throw new Pop2Failure("No such message");
        }
        Answer octets = conversation.octets(current);
        state = NEXT;
        return octets;
    }

    private Answer quit() throws MailStoreException {
        if (conversation.isLoggedIn()) {
            conversation.update();
        }
        return Answer.closing("+ Goodbye\r\n");
    }

    private static Answer line(String line) {
        return Answer.text(line + "\r\n");
    }
}
