package org.facteur.pop3.conversation;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.pop3.conversation.Pop3Failure.Code;
import org.facteur.pop3.surrogate.AsciiHeader;
import org.facteur.wire.language.Language;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.jspecify.annotations.Nullable;

/** What is known of one client: its connection, who it says it is, and once it is logged in its maildrop. */
public final class Conversation {

    /** What becomes of a line that is no command: the next one of an exchange. */
    @FunctionalInterface
    public interface Continuation {
        Answer next(String line) throws Pop3Failure, MailStoreException;
    }

    /** What a client has that is logged in. */
    private record Opened(OpenMaildrop maildrop, ReadAhead readAhead, Lease lease) {}

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final ConnectionContext connection;
    private final Pop3Listener listener;
    private final InstantSource clock;

    private Optional<String> user = Optional.empty();
    private Replies replies = new Replies(Language.DEFAULT);
    private boolean utf8;
    private @Nullable Continuation continuation;
    private @Nullable Opened opened;
    private boolean lockLost;

    public Conversation(ConnectionContext connection, Pop3Listener listener, InstantSource clock) {
        this.connection = connection;
        this.listener = listener;
        this.clock = clock;
    }

    public ConnectionContext connection() {
        return connection;
    }

    public Pop3Listener listener() {
        return listener;
    }

    /** The name that USER gave, for one PASS. */
    public Optional<String> takeUser() {
        Optional<String> taken = user;
        user = Optional.empty();
        return taken;
    }

    public void setUser(String name) {
        user = Optional.of(name);
    }

    /** Forgets what was said in plaintext (RFC 2595 section 4). */
    public void beginTls() {
        user = Optional.empty();
        speak(Language.DEFAULT);
    }

    /** Writes what the client is told. */
    public Replies replies() {
        return replies;
    }

    /** Speaks to the client in this language from now on. */
    public void speak(Language language) {
        replies = new Replies(language);
    }

    /** The client takes UTF-8 from now on (RFC 6856 section 2.1). */
    public void takeUtf8() {
        utf8 = true;
    }

    public boolean takesUtf8() {
        return utf8;
    }

    /** The next line is not a command. */
    public void expect(Continuation next) {
        continuation = next;
    }

    public Optional<Continuation> takeContinuation() {
        Optional<Continuation> taken = Optional.ofNullable(continuation);
        continuation = null;
        return taken;
    }

    public boolean isLoggedIn() {
        return opened != null;
    }

    /** Takes the maildrop of an account that has proved who it is: the TRANSACTION state begins. */
    public Answer login(Account account) throws MailStoreException {
        OpenMaildrop open = open(account);
        return replies.ok(open.count() + " messages, " + open.size() + " octets");
    }

    /** The same without an answer. */
    public OpenMaildrop open(Account account) throws MailStoreException {
        Maildrop maildrop = listener.open(account.id());
        OpenMaildrop open = new OpenMaildrop(maildrop);
        opened = new Opened(open, new ReadAhead(listener, open), new Lease(listener, maildrop.lock(), clock));
        connection.wakeAfter(Lease.INTERVAL);
        return open;
    }

    /** The maildrop, in the TRANSACTION state. */
    public OpenMaildrop maildrop() {
        return opened().maildrop();
    }

    private Opened opened() {
        if (opened == null) {
            throw new IllegalStateException("Nobody is logged in");
        }
        return opened;
    }

    /**
     * A message as a multi-line reply.
     *
     * @param firstLine made of the octets that the whole message has as it is sent
     * @param bodyLines how much of its body; empty for the whole message
     */
    public Answer message(int number, LongFunction<String> firstLine, OptionalInt bodyLines)
            throws Pop3Failure, MailStoreException {
        Opened open = opened();
        Maildrop.Message message = open.maildrop().message(number);
        LineLimit limit = bodyLines.isPresent() ? new LineLimit(bodyLines.getAsInt()) : null;
        byte[] first = limit == null && ReadAhead.isSmall(message)
                ? open.readAhead().read(number)
                : MessageReply.read(listener, message, 0);
        byte[] shown = utf8 ? first : inAscii(first, message.size());
        long size = message.size() + shown.length - first.length;
        return replies.ok(firstLine.apply(size))
                .then(new MessageReply(message, shown, first.length, listener, open.lease(), limit));
    }

    /** A message as its octets and nothing else. */
    public Answer octets(int number) throws MailStoreException {
        Opened open = opened();
        Maildrop.Message message = open.maildrop().at(number);
        return new MessageOctets(message, MessageReply.read(listener, message, 0), listener, open.lease());
    }

    /** The first octets of a message as a client may have them that has not said UTF8 (RFC 6856 section 2.1). */
    private static byte[] inAscii(byte[] first, long size) throws Pop3Failure {
        OptionalInt end = AsciiHeader.end(first);
        if (AsciiHeader.isAscii(first, end.orElse(first.length))) {
            return first;
        }
        if (end.isEmpty() && first.length < size) {
            throw new Pop3Failure(Code.UTF8, "This message is in UTF-8: say UTF8 before you log in");
        }
        return AsciiHeader.replace(first, end.orElse(first.length));
    }

    /** Renews the lock of the maildrop if it is time, and asks to be called again. */
    public void keepLock() {
        if (opened == null || lockLost) {
            return;
        }
        try {
            opened.lease().keep();
        } catch (MailStoreException e) {
            // A store that is away may be back before the lease ends.
            lockLost = e.reason() == Reason.IN_USE;
        }
        connection.wakeAfter(Lease.INTERVAL);
    }

    /** @throws Pop3Failure when another session has got the maildrop meanwhile: no command makes sense any more */
    public void checkLock() throws Pop3Failure {
        if (lockLost) {
            throw new Pop3Failure(Code.IN_USE, "Another session has taken the maildrop, nothing is removed");
        }
    }

    public boolean isLockLost() {
        return lockLost;
    }

    /** The UPDATE state: removes what is deleted and gives the maildrop back (RFC 1939 section 6). */
    public void update() throws MailStoreException {
        OpenMaildrop maildrop = maildrop();
        listener.close(maildrop.lock(), maildrop.deletions());
        opened = null;
    }

    /** Gives the maildrop back as it was, if it is still held. */
    public void abandon() {
        if (opened == null) {
            return;
        }
        try {
            listener.abandon(opened.maildrop().lock());
        } catch (MailStoreException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "A lock stays until its lease ends: " + e.getMessage());
        }
        opened = null;
    }
}
