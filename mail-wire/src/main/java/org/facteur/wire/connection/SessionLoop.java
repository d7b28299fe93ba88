package org.facteur.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.System.Logger.Level;
import java.util.zip.DataFormatException;
import org.facteur.api.MailStoreException;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of a connection: goes step by step (a piece of an answer, a unit of input) while there is something
 * to do and room for what comes of it. {@link Signals} see to it that one thread at a time is here, so nothing is locked.
 */
final class SessionLoop implements Runnable {

    /** The most input that a session may leave unconsumed; more is a defect of the session. */
    static final int MAX_UNCONSUMED = 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(SessionLoop.class.getName());

    /** After so many steps a worker serves other connections first. */
    private static final int STEPS_IN_A_ROW = 64;

    private final Connection connection;
    private final SessionFactory sessions;
    private final Signals signals;
    private final Inbox inbox;
    private final Outbox outbox;

    private @Nullable Session session;
    private @Nullable Answer answer;
    private long writtenBeforeAnswer;
    private boolean answerIsLast;

    private ByteBuf input = Unpooled.EMPTY_BUFFER;
    private @Nullable Inflation inflation;
    private boolean needsMoreInput;
    private boolean inputEnded;

    private boolean mayOpen;
    private boolean startingTls;
    private boolean woken;
    private boolean silent;
    private boolean stopping;
    private boolean closing;
    private boolean gone;
    private boolean over;

    /** Whether something was done for the client since it was last waited for. */
    private boolean served;

    SessionLoop(Connection connection, SessionFactory sessions, Signals signals, Inbox inbox, Outbox outbox) {
        this.connection = connection;
        this.sessions = sessions;
        this.signals = signals;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    @Override
    public void run() {
        for (int i = 0; i < STEPS_IN_A_ROW; i++) {
            note(signals.take());
            boolean progress = guardedStep();
            if (!progress || outbox.isWorthSending()) {
                connection.send();
            }
            // Once it is over the signals stay busy, so that nobody is called again.
            if (!progress && (over || (expectClient() && signals.rest()))) {
                return;
            }
        }
        connection.send();
        connection.callWorker();
    }

    private void note(int raised) {
        mayOpen |= (raised & Signals.START) != 0;
        startingTls &= (raised & Signals.TLS_READY) == 0;
        inputEnded |= (raised & Signals.INPUT_ENDED) != 0;
        woken |= (raised & Signals.WAKE) != 0;
        silent |= (raised & Signals.SILENCE) != 0;
        stopping |= (raised & Signals.STOP) != 0;
        gone |= (raised & Signals.GONE) != 0;
    }

    private boolean guardedStep() {
        try {
            return step();
        } catch (MailStoreException e) {
            LOG.log(Level.DEBUG, () -> connection.remoteAddress() + ": an answer broke off: " + e.getMessage());
            closeGently();
            return true;
        } catch (Throwable e) {
            defect(e);
            return true;
        }
    }

    /** @return whether there may be more to do */
    private boolean step() throws MailStoreException {
        if (gone) {
            end();
            return false;
        }
        if (closing) {
            return false;
        }
        if (session == null) {
            return open();
        }
        if (outbox.isFull() || (connection.isHeldBack() && !stopping)) {
            return false;
        }
        if (answer != null) {
            writePiece(answer);
            return true;
        }
        return startingTls ? stopHandshake() : converse(session);
    }

    private boolean open() {
        if (stopping) {
            closeGently();
        } else if (mayOpen) {
            Session opened = sessions.open(connection);
            session = opened;
            begin(opened.greet());
            return true;
        }
        return false;
    }

    private void begin(Answer next) {
        answer = next;
        writtenBeforeAnswer = outbox.written();
    }

    private void writePiece(Answer current) throws MailStoreException {
        served = true;
        boolean more = current.writeNext(outbox);
        if (outbox.isCloseWanted() || (!more && answerIsLast)) {
            closeGently();
        } else if (!more && session != null && connection.isBlocked()) {
            beginLast(session.blocked());
        } else if (!more) {
            answer = null;
            if (outbox.takeTlsWanted()) {
                startTls();
            } else if (outbox.isCompressing() != (inflation != null)) {
                changeCompression();
            }
        }
    }

    /** What the client sends is compressed from now on, or not any more; a client waits for the answer before. */
    private void changeCompression() {
        Inflation former = inflation;
        if (former != null) {
            inflation = null;
            former.end();
            dropInput();
            connection.releaseCompression();
            return;
        }
        Inflation begun = new Inflation();
        begun.take(input);
        inflation = begun;
        dropInput();
    }

    private void startTls() {
        startingTls = true;
        dropInput();
        connection.sendAndStartTls();
    }

    private boolean stopHandshake() {
        if (stopping) {
            closeGently();
        }
        return false;
    }

    private boolean converse(Session partner) {
        if (stopping) {
            beginLast(partner.stopping());
            return true;
        }
        if (silent) {
            silent = false;
            if (inbox.isEmpty()) {
                beginLast(partner.timedOut());
                return true;
            }
        }
        if (woken) {
            woken = false;
            Answer unasked = partner.woken();
            if (unasked != null) {
                begin(unasked);
                return true;
            }
        }
        return advance(partner);
    }

    private void beginLast(Answer lastWords) {
        answerIsLast = true;
        begin(lastWords);
    }

    private boolean advance(Session partner) {
        try {
            fetchInput();
        } catch (DataFormatException e) {
            LOG.log(Level.DEBUG, () -> connection.remoteAddress() + ": " + e.getMessage());
            beginLast(partner.unreadable());
            return true;
        }
        if (!input.isReadable() || needsMoreInput) {
            if (inputEnded) {
                closeGently();
            }
            return false;
        }
        served = true;
        Answer next = partner.advance(input);
        if (next != null) {
            begin(next);
        } else if (input.readableBytes() > MAX_UNCONSUMED) {
            throw new IllegalStateException("The session wants more than " + MAX_UNCONSUMED + " octets at once");
        } else {
            needsMoreInput = true;
        }
        if (!input.isReadable()) {
            dropInput();
        }
        return true;
    }

    private void fetchInput() throws DataFormatException {
        Inflation inflating = inflation;
        if (inflating == null) {
            add(fetchArrived());
        } else if (!input.isReadable() || needsMoreInput) {
            add(inflated(inflating));
        }
    }

    /** The next of what is compressed; it is fetched when what came before has been made plain. */
    private ByteBuf inflated(Inflation inflating) throws DataFormatException {
        ByteBuf plain = inflating.next();
        while (!plain.isReadable() && inflating.isExhausted()) {
            ByteBuf arrived = fetchArrived();
            if (!arrived.isReadable()) {
                break;
            }
            inflating.take(arrived);
            arrived.release();
            plain = inflating.next();
        }
        return plain;
    }

    private ByteBuf fetchArrived() {
        ByteBuf arrived = inbox.fetch();
        if (arrived.isReadable()) {
            connection.resumeReading();
        }
        return arrived;
    }

    private void add(ByteBuf arrived) {
        if (!arrived.isReadable()) {
            return;
        }
        needsMoreInput = false;
        if (input.isReadable()) {
            input.discardReadBytes();
            input.writeBytes(arrived);
            arrived.release();
        } else {
            input = arrived;
        }
    }

    private void dropInput() {
        input.release();
        input = Unpooled.EMPTY_BUFFER;
        needsMoreInput = false;
    }

    /** Says so once, in the log and to the client, unless that would end up in the middle of an answer. */
    private void defect(Throwable e) {
        LOG.log(Level.ERROR, () -> connection.remoteAddress() + ": a session failed: " + describe(e));
        LOG.log(Level.DEBUG, "The same in full", e);
        boolean midAnswer = answer != null && outbox.written() != writtenBeforeAnswer;
        if (session == null || midAnswer || answerIsLast) {
            closeGently();
            return;
        }
        answerIsLast = true;
        try {
            begin(session.failed());
        } catch (RuntimeException again) {
            closeGently();
        }
    }

    private static String describe(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? e.toString() : e + " at " + trace[0];
    }

    private void closeGently() {
        closing = true;
        answer = null;
        dropInput();
        connection.sendAndClose();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        answer = null;
        dropInput();
        outbox.release();
        if (inflation != null) {
            inflation.end();
            inflation = null;
        }
        try {
            if (session != null) {
                session.closed();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> connection.remoteAddress() + ": a session did not close: " + describe(e));
        } finally {
            connection.over();
        }
    }

    /**
     * Nothing to do until the client, or something else, moves.
     *
     * @return false if there is something to do after all
     */
    private boolean expectClient() {
        if (session == null || closing) {
            return true;
        }
        try {
            connection.expect(session.patience(), served);
            served = false;
            return true;
        } catch (RuntimeException e) {
            defect(e);
            return false;
        }
    }
}
