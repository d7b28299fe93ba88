package org.facteur.pop3.pop2;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.facteur.api.MailStoreException;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.session.Pop3Settings;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.framing.LineFramer;
import org.facteur.wire.framing.LineFramer.Frame;
import org.facteur.wire.framing.LineFramer.Line;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.jspecify.annotations.Nullable;

/** The POP2 session of one connection (RFC 937): whatever is wrong ends it, and then nothing is removed. */
final class Pop2Session implements Session {

    /** RFC 937 has no limit of its own. */
    private static final int MAX_LINE = 2_048;

    private final Pop3Settings settings;
    private final Conversation conversation;
    private final Pop2Client client;
    private final LineFramer framer = new LineFramer(MAX_LINE);

    Pop2Session(Pop3Settings settings, Conversation conversation) {
        this.settings = settings;
        this.conversation = conversation;
        this.client = new Pop2Client(conversation);
    }

    @Override
    public Answer greet() {
        return Answer.text("+ POP2 " + settings.hostname() + " ready\r\n");
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        Frame frame = framer.next(input);
        if (frame == null) {
            return null;
        }
        try {
            return frame instanceof Line line
                    ? client.answer(Pop2Syntax.parse(line.octets()))
                    : bad("Lines end with CR LF, are short, and hold no NUL");
        } catch (Pop2Failure e) {
            return bad(e.text());
        } catch (Pop3Failure e) {
            return failed(e);
        } catch (MailStoreException e) {
            return failed(Pop3Failure.of(e));
        }
    }

    private Answer bad(String text) {
        if (!conversation.isLoggedIn()) {
            conversation.connection().offended(Offence.BAD_COMMAND);
        }
        return end(text);
    }

    private Answer failed(Pop3Failure failure) {
        if (failure.code() == Pop3Failure.Code.AUTH) {
            conversation.connection().offended(Offence.FAILED_LOGIN);
        }
        return end(failure.text());
    }

    /** Whoever is told that the connection ends may log in again at once. */
    private Answer end(String text) {
        conversation.abandon();
        return Answer.closing("- " + text + "\r\n");
    }

    @Override
    public @Nullable Answer woken() {
        conversation.keepLock();
        return null;
    }

    @Override
    public Duration patience() {
        return settings.patience();
    }

    @Override
    public Answer timedOut() {
        return Answer.NOTHING;
    }

    @Override
    public Answer stopping() {
        return end("The server is stopping");
    }

    @Override
    public Answer failed() {
        return end("Internal error");
    }

    @Override
    public void closed() {
        conversation.abandon();
    }
}
