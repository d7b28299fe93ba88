package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.imap.AnnotationResult;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.Annotate;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.OwnChange;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.SequenceRanges;
import org.facteur.imap.session.State;

/** STORE and UID STORE of annotations (RFC 5257 section 4.5). The client is told of mod-sequences alone, if it wants those. */
final class AnnotateHandler implements CommandHandler<Annotate> {

    /** No flag changes, and yet the messages do. */
    private static final FlagChange NO_FLAGS = new FlagChange(FlagChange.Mode.ADD, Flags.NONE);

    /** Messages whose parts are looked at together. */
    private static final int PAGE = 100;

    @Override
    public Class<Annotate> command() {
        return Annotate.class;
    }

    @Override
    public CommandRules rules(Annotate command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("ANNOTATE-EXPERIMENT-1");
    }

    @Override
    public Reply handle(Annotate command, ClientState client) throws MailStoreException, CommandRefusedException {
        SelectedMailbox selected = client.selected();
        if (selected.isExamined()) {
            throw new CommandRefusedException(Completion.no(Word.READ_ONLY, "The mailbox is open for reading only"));
        }
        SequenceRanges named = client.messages(command.messages(), command.uid());
        MessageLimit limit = MessageLimit.ofProcessing(client);
        if (command.unchangedSince() != null) {
            // The one code of the answer is for the messages that have changed.
            limit.require(named.size());
        }
        SequenceRanges messages = limit.confine(named);
        UidSet uids = messages.uidRanges();
        requireParts(command, client, messages);
        UidSet modified = uids.isEmpty() ? UidSet.EMPTY : change(command, client, uids);
        boolean someAreGone = !command.uid() && messages.in(selected.view()).holdsGhost();
        UidSet numbers = StoreHandler.numbers(modified, command.uid(), selected.view());
        ResponseCode code = numbers.isEmpty() ? null : new ResponseCode.Modified(numbers);
        Reply reply = Reply.of(
                someAreGone
                        ? Completion.no(
                                code == null ? Word.EXPUNGEISSUED : code, "Some of the messages do not exist any more")
                        : Completion.ok(code, code == null ? "STORE completed" : "Some of the messages have changed"));
        return limit.isExceededBy(named.size()) ? limit.reached(reply, uids.first()) : reply;
    }

    /** @return the messages that are left as they are, since the condition of the command does not hold for them */
    private UidSet change(Annotate command, ClientState client, UidSet uids)
            throws MailStoreException, CommandRefusedException {
        SelectedMailbox selected = client.selected();
        Long unchangedSince = command.unchangedSince();
        if (unchangedSince != null) {
            client.enable(Extension.CONDSTORE);
        }
        AnnotationResult result;
        try {
            result = client.store()
                    .annotateMessages(client.account(), selected.id(), uids, command.annotations(), unchangedSince);
        } catch (MailStoreException e) {
            if (e.reason() != Reason.LIMIT_REACHED) {
                throw e;
            }
            selected.markStale();
            throw new CommandRefusedException(Completion.no(Word.ANNOTATE_TOOMANY, String.valueOf(e.getMessage())));
        }
        selected.annotated(result.modSeqs());
        selected.markStale();
        selected.refresh(
                rules(command).tellsExpunges(),
                new OwnChange(
                        uids.minus(result.modified()),
                        NO_FLAGS,
                        unchangedSince == null ? OwnChange.Answer.SILENT : OwnChange.Answer.MODSEQ,
                        command.uid()));
        return result.modified();
    }

    /** @throws CommandRefusedException BAD if a message has not a part that an entry belongs to (RFC 5257 section 3.2.1) */
    private static void requireParts(Annotate command, ClientState client, SequenceRanges messages)
            throws MailStoreException, CommandRefusedException {
        Set<List<Long>> parts = new HashSet<>();
        for (MessageAnnotation annotation : command.annotations()) {
            if (MessageAnnotation.isOfPart(annotation.entry())) {
                String specifier =
                        annotation.entry().substring(1, annotation.entry().indexOf('/', 1));
                parts.add(
                        Arrays.stream(specifier.split("\\.")).map(Long::valueOf).toList());
            }
        }
        if (parts.isEmpty()) {
            return;
        }
        List<Long> page = new ArrayList<>(PAGE);
        for (int sequence = messages.next(1); sequence > 0; sequence = messages.next(sequence + 1)) {
            if (!client.selected().view().isGhost(sequence)) {
                page.add(client.selected().view().uid(sequence));
            }
            if (page.size() == PAGE) {
                requireParts(parts, page, client);
                page.clear();
            }
        }
        requireParts(parts, page, client);
    }

    private static void requireParts(Set<List<Long>> parts, List<Long> uids, ClientState client)
            throws MailStoreException, CommandRefusedException {
        UidSet.Builder page = new UidSet.Builder();
        uids.forEach(page::add);
        for (FetchedMessage message : client.store()
                .fetch(client.account(), client.selected().id(), page.build(), Set.of(FetchPart.STRUCTURE))) {
            for (List<Long> part : parts) {
                if (message.structure() == null
                        || SectionRange.find(part, message.structure()).isEmpty()) {
                    throw new CommandRefusedException(Completion.bad("A message has no such part"));
                }
            }
        }
    }
}
