package org.facteur.imap.handler;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.imap.command.ImapCommand.SetLanguage;
import org.facteur.imap.language.ImapTexts;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;
import org.facteur.wire.language.Language;

/** LANGUAGE (RFC 5255 section 3): in which language texts for people are, from the answer to it on. */
final class LanguageHandler implements CommandHandler<SetLanguage> {

    /** What a client says that wants to be spoken to as before it has asked (RFC 5255 section 3.2). */
    private static final String ANY = "default";

    @Override
    public Class<SetLanguage> command() {
        return SetLanguage.class;
    }

    @Override
    public CommandRules rules(SetLanguage command) {
        return CommandRules.ANY_STATE;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return List.of("LANGUAGE");
    }

    @Override
    public Reply handle(SetLanguage command, ClientState client) throws CommandRefusedException {
        if (command.ranges().isEmpty()) {
            return Reply.of(Completion.ok("These are the languages"), new ImapResponse.Languages(Language.tags()));
        }
        Language before = client.language();
        Language chosen = command.ranges().stream()
                .map(LanguageHandler::lookup)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        new CommandRefusedException(Completion.no(null, "None of these languages is spoken here")));
        client.speak(chosen);
        Completion completion = Completion.ok("You are spoken to in this language");
        ImapResponse told = new ImapResponse.Languages(List.of(chosen.tag()));
        return client.state() != State.NOT_AUTHENTICATED && callNamesDifferently(before, chosen)
                ? Reply.of(completion, told, new ImapResponse.Namespace())
                : Reply.of(completion, told);
    }

    private static Optional<Language> lookup(String range) {
        return range.equalsIgnoreCase(ANY) ? Optional.of(Language.DEFAULT) : Language.lookup(range);
    }

    private static boolean callNamesDifferently(Language one, Language other) {
        return Stream.of(OthersMailbox.Namespace.values())
                .map(OthersMailbox.Namespace::prefix)
                .anyMatch(prefix -> !ImapTexts.say(one, prefix).equals(ImapTexts.say(other, prefix)));
    }
}
