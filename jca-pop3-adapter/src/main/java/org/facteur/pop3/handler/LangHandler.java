package org.facteur.pop3.handler;

import java.util.Arrays;
import org.facteur.pop3.command.Pop3Command.Lang;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.conversation.Replies;
import org.facteur.pop3.language.Pop3Texts;
import org.facteur.wire.language.Language;
import org.facteur.wire.session.Answer;

/** LANG: in which language texts for people are, from the answer to it on; or which there are (RFC 6856 section 3.2). */
final class LangHandler implements Pop3Handler<Lang> {

    /** Asks for what the server prefers. */
    private static final String ANY = "*";

    @Override
    public Answer handle(Lang command, Conversation conversation) throws Pop3Failure {
        if (command.range().isEmpty()) {
            return conversation
                    .replies()
                    .lines(
                            "Languages follow",
                            Arrays.stream(Language.values()).map(each -> each.tag() + " " + each.ownName()));
        }
        Language language = chosen(command.range().get());
        conversation.speak(language);
        return Replies.data(language.tag() + " " + Pop3Texts.say(language, "You are spoken to in this language"));
    }

    private static Language chosen(String range) throws Pop3Failure {
        return range.equals(ANY)
                ? Language.DEFAULT
                : Language.lookup(range).orElseThrow(() -> new Pop3Failure("None of these languages is spoken here"));
    }
}
