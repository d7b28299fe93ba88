package org.facteur.imap.session;

import java.util.List;
import java.util.Objects;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.wire.language.Language;
import org.facteur.wire.session.ConnectionContext;
import org.jspecify.annotations.Nullable;

/**
 * What handlers can see and change of a session: who its client is, and what it has selected. The methods that need a login
 * or a selected mailbox rely on the {@link CommandRules} of the handler that calls them.
 */
public final class ClientState {

    private final ConnectionContext connection;
    private final ImapListener store;
    private final HandlerRegistry registry;
    private final EnabledExtensions enabled = new EnabledExtensions();
    private final ImapSettings settings;
    private final UserConnections users;
    private Language language = Language.DEFAULT;
    private @Nullable Account account;
    private @Nullable SelectedMailbox selected;
    private String tag = "";
    private volatile @Nullable Notifier notifier;
    /** Read by the threads of the store, too. */
    private volatile boolean waitingForUpdates;

    ClientState(
            ConnectionContext connection,
            ImapListener store,
            HandlerRegistry registry,
            ImapSettings settings,
            UserConnections users) {
        this.connection = connection;
        this.store = store;
        this.registry = registry;
        this.settings = settings;
        this.users = users;
    }

    public ConnectionContext connection() {
        return connection;
    }

    public ImapListener store() {
        return store;
    }

    /** What the server calls itself. */
    public String serverName() {
        return settings.serverName();
    }

    /** Octets of the largest message that is taken. */
    public long largestMessage() {
        return settings.limits().message();
    }

    /** How many messages a command may process. */
    public MessageLimits messageLimits() {
        return settings.messageLimits();
    }

    public State state() {
        return account == null ? State.NOT_AUTHENTICATED : selected == null ? State.AUTHENTICATED : State.SELECTED;
    }

    /** What CAPABILITY answers now. */
    public List<String> capabilities() {
        return registry.capabilities(this);
    }

    /** The account that is logged in. */
    public AccountId account() {
        return Objects.requireNonNull(account, "not logged in").id();
    }

    /** The address of the account that is logged in. */
    public String address() {
        return Objects.requireNonNull(account, "not logged in").address();
    }

    /** Whether somebody is logged in who looks after the server. */
    public boolean isAdministrator() {
        return account != null && account.isAdministrator();
    }

    /**
     * From now on the client is logged in.
     *
     * @throws CommandRefusedException NO if the account has too many connections
     */
    public void logIn(Account who) throws CommandRefusedException {
        if (!users.enter(who.id())) {
            throw new CommandRefusedException(Completion.no(Word.LIMIT, "You have too many connections"));
        }
        account = who;
    }

    /** From now on it is as before its login: nothing is left of what it has said. */
    public void logOut() {
        notifyBy(null);
        deselect();
        enabled.clear();
        language = Language.DEFAULT;
        if (account != null) {
            users.leave(account.id());
            account = null;
        }
    }

    /** What the client has enabled. */
    public EnabledExtensions enabled() {
        return enabled;
    }

    /**
     * Speaks to the client in this way from now on.
     *
     * @return whether it had not been enabled before
     */
    public boolean enable(Extension extension) {
        boolean toldModSeq = enabled.tellsModSeq();
        boolean added = enabled.add(extension);
        if (selected != null && !toldModSeq && enabled.tellsModSeq()) {
            selected.announceModSeq();
        }
        return added;
    }

    /** In which language it is spoken to. */
    public Language language() {
        return language;
    }

    /** Speaks to the client in this language from now on. */
    public void speak(Language chosen) {
        language = chosen;
    }

    /** What tells the client unasked, if it wants that. */
    public @Nullable Notifier notifier() {
        return notifier;
    }

    /** Tells the client unasked from now on, in place of what did before. */
    public void notifyBy(@Nullable Notifier next) {
        Notifier before = notifier;
        if (before != null) {
            before.close();
        }
        notifier = next;
        enabled.setNotified(next != null);
        if (selected != null) {
            selected.tellAnnotations(next != null && next.tellsAnnotations());
        }
    }

    /** The tag of the command that is carried out. */
    public String tag() {
        return tag;
    }

    void beginCommand(String newTag) {
        tag = newTag;
    }

    /** The mailbox that is selected. */
    public SelectedMailbox selected() {
        return Objects.requireNonNull(selected, "nothing is selected");
    }

    public boolean hasSelected() {
        return selected != null;
    }

    /**
     * The messages that a command names, in a view that is up to date: sequence numbers are understood as the client knows
     * them and do not shift then, UIDs as the mailbox has them now.
     *
     * @throws CommandRefusedException BAD for a sequence number that there is no message of
     */
    public SequenceRanges messages(SequenceSet set, boolean byUid) throws MailStoreException, CommandRefusedException {
        SelectedMailbox mailbox = selected();
        if (byUid) {
            return mailbox.byUid(set);
        }
        SequenceRanges messages = bySequence(set);
        mailbox.refresh(false);
        return messages.in(mailbox.view());
    }

    /**
     * The messages with these sequence numbers, in the view that the client knows.
     *
     * @throws CommandRefusedException BAD for a sequence number that there is no message of
     */
    public SequenceRanges bySequence(SequenceSet set) throws CommandRefusedException {
        SequenceRanges messages = selected().bySequence(set);
        if (messages == null) {
            throw new CommandRefusedException(Completion.bad("There is no message with such a number"));
        }
        return messages;
    }

    /** How a command ends that the store refused. */
    public Completion failed(MailStoreException failure) {
        boolean isShut = failure.reason() == Reason.NO_SUCH_MAILBOX || failure.reason() == Reason.NOT_PERMITTED;
        if (isShut && selected != null) {
            // Perhaps it is the selected one: the next refresh will find out.
            selected.markStale();
        }
        return StoreFailures.completion(failure);
    }

    /**
     * Selects a mailbox; {@link #deselect()} comes first, since a failure leaves none selected.
     *
     * @param examined whether the client asks not to change anything
     */
    public SelectedMailbox select(MailboxName name, boolean examined) throws MailStoreException {
        SelectedMailbox opened = SelectedMailbox.open(store, account(), name, examined, enabled, this::wakeIfWaiting);
        selected = opened;
        Notifier telling = notifier;
        if (telling != null) {
            opened.tellAnnotations(telling.tellsAnnotations());
            telling.selected();
        }
        return opened;
    }

    /** Leaves the selected mailbox, if there is one. */
    public void deselect() {
        if (selected != null) {
            selected.close();
            selected = null;
        }
    }

    private void wakeIfWaiting() {
        if (waitingForUpdates || notifier != null) {
            connection.wake();
        }
    }

    /** Whether a change of the selected mailbox wakes the session, from now on. */
    void waitForUpdates(boolean waiting) {
        waitingForUpdates = waiting;
        if (waiting && selected != null && selected.isStale()) {
            connection.wake();
        }
    }
}
