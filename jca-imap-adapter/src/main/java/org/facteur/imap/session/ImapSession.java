package org.facteur.imap.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.imap.ImapListener;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.TaggedCommand;
import org.facteur.imap.framing.FramedCommand;
import org.facteur.imap.framing.ImapFrame;
import org.facteur.imap.framing.ImapFramer;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.syntax.ImapCommandParser;
import org.facteur.imap.syntax.ImapSyntaxException;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * One IMAP connection (RFC 3501): it finds a command in the octets, has its handler carry it out, tells what changed in the
 * selected mailbox as far as the command lets it, and ends with the tagged response.
 *
 * <pre>
 *   octets -> framer -> parser -> rules -> handler -> untagged responses -> updates -> tagged response
 *                                            |
 *                                            +-> exchange: IDLE and AUTHENTICATE take further lines
 * </pre>
 */
public final class ImapSession implements Session {

    /** It keeps nothing, and serves all sessions. */
    private static final ImapCommandParser PARSER = new ImapCommandParser();

    private final ImapSettings settings;
    private final HandlerRegistry registry;
    private final ClientState client;
    private final ImapFramer framer;
    private @Nullable Open open;
    private int badCommands;

    /** A command that goes on with the client's next line. */
    private record Open(String tag, CommandRules rules, Exchange exchange) {}

    public ImapSession(
            ConnectionContext connection,
            ImapListener store,
            HandlerRegistry registry,
            ImapSettings settings,
            UserConnections users) {
        this.settings = settings;
        this.registry = registry;
        this.client = new ClientState(connection, store, registry, settings, users);
        this.framer = new ImapFramer(settings.limits(), settings.spoolFolder());
    }

    @Override
    public Answer greet() {
        return answer(ImapResponse.StatusResponse.untagged(
                Condition.OK,
                new ResponseCode.Capability(client.capabilities()),
                settings.serverName() + " Facteur is ready"));
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        ImapFrame frame = open == null ? nextCommand(input) : framer.nextLine(input);
        if (frame instanceof ImapFrame.Command command) {
            try (FramedCommand framed = command.command()) {
                return carryOut(framed);
            }
        }
        if (frame instanceof ImapFrame.Line line) {
            return goOn(line.octets());
        }
        if (frame instanceof ImapFrame.NeedContinuation) {
            return answer(new ImapResponse.Continuation("go ahead"));
        }
        return frame instanceof ImapFrame.Violation violation ? refuse(violation) : null;
    }

    /** The next frame, once it is decided on the messages that are announced before it. */
    private ImapFrame nextCommand(ByteBuf input) {
        ImapFrame frame = framer.nextCommand(input);
        while (frame instanceof ImapFrame.Announcement announcement) {
            if (announcement.worthAsking()) {
                refuseInVain(announcement);
            }
            frame = framer.nextCommand(input);
        }
        return frame;
    }

    /** Refuses a message that would be sent to no use (RFC 7888 section 4). */
    private void refuseInVain(ImapFrame.Announcement announcement) {
        try {
            admit(
                    PARSER.parse(announcement.command(), client.enabled().speaksUtf8())
                            .command(),
                    announcement.octets());
        } catch (ImapSyntaxException e) {
            framer.refuse(e.reply().condition(), e.reply().code(), e.reply().text());
        } catch (CommandRefusedException e) {
            Completion completion = e.completion();
            framer.refuse(completion.condition(), completion.code(), completion.text());
        }
    }

    private <C extends ImapCommand> void admit(C command, long octets) throws CommandRefusedException {
        CommandHandler<C> handler = registry.handlerOf(command);
        CommandRules rules = handler.rules(command);
        if (!rules.states().contains(client.state())) {
            throw new CommandRefusedException(Completion.bad(notNow(rules)));
        }
        try {
            handler.admit(command, octets, client);
        } catch (MailStoreException e) {
            throw new CommandRefusedException(client.failed(e));
        }
    }

    private Answer carryOut(FramedCommand framed) {
        TaggedCommand tagged;
        try {
            tagged = PARSER.parse(framed, client.enabled().speaksUtf8());
        } catch (ImapSyntaxException e) {
            return afterBadCommand(e.reply());
        }
        return carryOut(tagged.tag(), tagged.command());
    }

    private <C extends ImapCommand> Answer carryOut(String tag, C command) {
        CommandHandler<C> handler = registry.handlerOf(command);
        CommandRules rules = handler.rules(command);
        if (!rules.states().contains(client.state())) {
            return new ReplyAnswer(tag, rules, Reply.of(Completion.bad(notNow(rules))));
        }
        if (client.enabled().hidesNumbers() && UidOnly.forbids(command)) {
            return new ReplyAnswer(
                    tag,
                    rules,
                    Reply.of(Completion.bad(Word.UIDREQUIRED, "Messages are named by their UIDs from now on")));
        }
        client.beginCommand(tag);
        if (rules.refreshesFirst() && !refresh(rules.tellsExpunges())) {
            return closing(selectedIsGone());
        }
        return turn(tag, rules, () -> handler.handle(command, client));
    }

    private String notNow(CommandRules rules) {
        if (client.state() == State.NOT_AUTHENTICATED) {
            return "Log in first";
        }
        return rules.states().contains(State.NOT_AUTHENTICATED)
                ? "You have logged in already"
                : "Select a mailbox first";
    }

    private Answer goOn(byte[] line) {
        Open going = open;
        if (going == null) {
            throw new IllegalStateException("No command takes a line");
        }
        Exchange exchange = going.exchange();
        return turn(going.tag(), going.rules(), () -> exchange.answer(line));
    }

    @FunctionalInterface
    private interface Step {
        Turn take() throws MailStoreException, CommandRefusedException;
    }

    private Answer turn(String tag, CommandRules rules, Step step) {
        Turn turn;
        try {
            turn = step.take();
        } catch (CommandRefusedException e) {
            turn = Reply.of(e.completion());
        } catch (MailStoreException e) {
            turn = Reply.of(client.failed(e));
        }
        if (turn instanceof Turn.Ask ask) {
            open = new Open(tag, rules, ask.exchange());
            client.waitForUpdates(ask.exchange().tellsUpdates());
            return answer(ask.prompt());
        }
        open = null;
        client.waitForUpdates(false);
        framer.loggedIn(client.state() != State.NOT_AUTHENTICATED);
        return new ReplyAnswer(tag, rules, (Reply) turn);
    }

    private Answer refuse(ImapFrame.Violation violation) {
        ImapResponse reply = (open == null ? violation : violation.tagged(open.tag())).reply();
        open = null;
        client.waitForUpdates(false);
        return violation.fatal() ? closing(reply) : afterBadCommand(reply);
    }

    private Answer afterBadCommand(ImapResponse reply) {
        return countsAsTooMany(reply instanceof ImapResponse.StatusResponse status ? status.condition() : Condition.BAD)
                ? answer(reply).then(closing(tooManyBadCommands()))
                : answer(reply);
    }

    private boolean countsAsTooMany(Condition condition) {
        badCommands = condition == Condition.BAD ? badCommands + 1 : 0;
        if (badCommands > 0 && client.state() == State.NOT_AUTHENTICATED) {
            client.connection().offended(Offence.BAD_COMMAND);
        }
        return badCommands
                >= (client.state() == State.NOT_AUTHENTICATED
                        ? settings.badCommandsBeforeLogin()
                        : settings.badCommands());
    }

    private static ImapResponse tooManyBadCommands() {
        return bye(null, "Too many bad commands");
    }

    private static ImapResponse selectedIsGone() {
        return bye(null, "The selected mailbox has been deleted");
    }

    private static ImapResponse bye(@Nullable ResponseCode code, String text) {
        return ImapResponse.StatusResponse.untagged(Condition.BYE, code, text);
    }

    private Answer answer(ImapResponse response) {
        return out -> {
            writer(out).write(response).flush();
            return false;
        };
    }

    private Answer closing(ImapResponse lastWords) {
        return out -> {
            writer(out).write(lastWords).flush();
            out.close();
            return false;
        };
    }

    @Override
    public @Nullable Answer woken() {
        Open going = open;
        boolean waits = going != null && going.exchange().tellsUpdates();
        Notifier notifier = client.notifier();
        if (going == null ? notifier == null : !waits) {
            return null;
        }
        boolean ofSelected = client.hasSelected()
                && client.selected().isStale()
                && (waits || (notifier != null && notifier.tellsSelected()));
        boolean tellsExpunges = waits || notifier == null || !notifier.delaysExpunges();
        return ofSelected || (notifier != null && notifier.hasNews())
                ? new UpdatesAnswer(ofSelected, tellsExpunges, notifier)
                : null;
    }

    @Override
    public Duration patience() {
        return client.state() == State.NOT_AUTHENTICATED ? settings.loginPatience() : settings.patience();
    }

    @Override
    public Answer timedOut() {
        return closing(bye(null, "You have been silent for too long"));
    }

    @Override
    public Answer stopping() {
        return closing(bye(Word.UNAVAILABLE, "The server is stopping"));
    }

    @Override
    public Answer failed() {
        return closing(bye(Word.SERVERBUG, "The server made a mistake"));
    }

    @Override
    public Answer blocked() {
        return closing(bye(Word.LIMIT, "Too many errors, try again later"));
    }

    @Override
    public Answer unreadable() {
        return closing(bye(null, "What you send is not compressed, or damaged"));
    }

    @Override
    public void closed() {
        open = null;
        client.logOut();
        framer.close();
    }

    /**
     * Brings the selected mailbox up to date, before a command or behind it; that the store cannot answer now is no failure of
     * the command.
     *
     * @return false if the mailbox has been deleted
     */
    private boolean refresh(boolean tellsExpunges) {
        try {
            if (client.hasSelected()) {
                client.selected().refresh(tellsExpunges);
            }
            return true;
        } catch (MailStoreException e) {
            return e.reason() != Reason.NO_SUCH_MAILBOX;
        }
    }

    /**
     * Writes what the client has to be told of its mailbox, as much as one piece holds.
     *
     * @return whether all has been written
     */
    private boolean writeUpdates(ResponseWriter out) {
        ImapResponse update = null;
        while (client.hasSelected()
                && out.written() < Reply.PIECE
                && (update = client.selected().nextUpdate()) != null) {
            out.write(update);
        }
        return !client.hasSelected() || (update == null && out.written() < Reply.PIECE);
    }

    private ResponseWriter writer(WireOutput out) {
        return new ResponseWriter(out, client.enabled().speaksUtf8(), client.language());
    }

    /** What a client is told that idles, or has said what it wants to be told unasked. */
    private final class UpdatesAnswer implements Answer {

        private final boolean ofSelected;
        private final boolean tellsExpunges;
        private final @Nullable Notifier notifier;
        private boolean refreshed;
        private boolean told;
        private @Nullable Reply news;

        UpdatesAnswer(boolean ofSelected, boolean tellsExpunges, @Nullable Notifier notifier) {
            this.ofSelected = ofSelected;
            this.tellsExpunges = tellsExpunges;
            this.notifier = notifier;
        }

        @Override
        public boolean writeNext(WireOutput out) throws MailStoreException {
            if (!refreshed && ofSelected && !refresh(tellsExpunges)) {
                return closing(selectedIsGone()).writeNext(out);
            }
            refreshed = true;
            ResponseWriter writer = writer(out);
            told = told || !ofSelected || writeUpdates(writer);
            boolean more = !told || writeNews(writer);
            writer.flush();
            return more;
        }

        /** What the store cannot say now is told when something happens again. */
        private boolean writeNews(ResponseWriter writer) throws MailStoreException {
            if (news == null && notifier != null && notifier.hasNews()) {
                try {
                    news = notifier.news();
                } catch (MailStoreException e) {
                    return false;
                }
            }
            return news != null && news.writeNext(writer);
        }
    }

    /** A whole answer: the untagged responses of the handler, the updates, the tagged response. */
    private final class ReplyAnswer implements Answer {

        private enum Stage {
            FOUND_BEFORE,
            REPLY,
            REFRESH,
            FOUND_AFTER,
            END
        }

        private final String tag;
        private final CommandRules rules;
        private final Reply reply;
        private Stage stage = Stage.FOUND_BEFORE;

        ReplyAnswer(String tag, CommandRules rules, Reply reply) {
            this.tag = tag;
            this.rules = rules;
            this.reply = reply;
        }

        @Override
        public boolean writeNext(WireOutput out) throws MailStoreException {
            ResponseWriter writer = writer(out);
            long begun = System.nanoTime();
            while (stage != Stage.END
                    && writer.written() < Reply.PIECE
                    && System.nanoTime() - begun < Reply.PIECE_NANOS) {
                stage = write(writer, out);
            }
            if (stage == Stage.END) {
                return false;
            }
            writer.flush();
            return true;
        }

        private Stage write(ResponseWriter writer, WireOutput out) throws MailStoreException {
            return switch (stage) {
                case FOUND_BEFORE -> writeUpdates(writer) ? Stage.REPLY : stage;
                case REPLY -> reply.writeNext(writer) ? stage : Stage.REFRESH;
                case REFRESH -> {
                    if (refresh(rules.tellsExpunges())) {
                        yield Stage.FOUND_AFTER;
                    }
                    writer.write(selectedIsGone()).flush();
                    out.close();
                    yield Stage.END;
                }
                case FOUND_AFTER -> {
                    if (writeUpdates(writer)) {
                        end(writer, out);
                        yield Stage.END;
                    }
                    yield stage;
                }
                case END -> stage;
            };
        }

        /**
         * A client that resynchronises by mod-sequence would take the greatest that it has seen for what it knows, though it has not
         * been told yet what went before (RFC 7162 section 6).
         */
        private void sayHowFarTheClientIs(ResponseWriter writer) {
            if (client.enabled().has(Extension.QRESYNC)
                    && client.hasSelected()
                    && client.selected().view().hasGhosts()) {
                writer.write(ImapResponse.StatusResponse.untagged(
                        Condition.OK,
                        new ResponseCode.HighestModSeq(client.selected().toldModSeq()),
                        "More is told later"));
            }
        }

        private void end(ResponseWriter writer, WireOutput out) {
            Completion completion = reply.completion();
            sayHowFarTheClientIs(writer);
            writer.write(completion.tagged(tag));
            boolean tooMany = countsAsTooMany(completion.condition());
            if (tooMany) {
                writer.write(tooManyBadCommands());
            }
            writer.flush();
            if (tooMany) {
                out.close();
                return;
            }
            switch (completion.afterwards()) {
                case GO_ON -> {}
                case START_TLS -> out.startTls();
                case START_COMPRESSION -> out.startCompression();
                case STOP_COMPRESSION -> out.stopCompression();
                case CLOSE -> out.close();
            }
        }
    }
}
