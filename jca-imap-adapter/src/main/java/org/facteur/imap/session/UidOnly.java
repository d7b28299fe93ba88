package org.facteur.imap.session;

import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.ImapCommand;

/** What a client that has enabled UIDONLY may not say any more: whatever means a message by its number (RFC 9586 section 3). */
final class UidOnly {

    private UidOnly() {}

    static boolean forbids(ImapCommand command) {
        if (command instanceof ImapCommand.Fetch fetch) {
            return !fetch.uid();
        }
        if (command instanceof ImapCommand.Store store) {
            return !store.uid();
        }
        if (command instanceof ImapCommand.Annotate annotate) {
            return !annotate.uid();
        }
        if (command instanceof ImapCommand.Copy copy) {
            return !copy.uid();
        }
        if (command instanceof ImapCommand.Move move) {
            return !move.uid();
        }
        if (command instanceof ImapCommand.Replace replace) {
            return !replace.uid();
        }
        if (command instanceof ImapCommand.Search search) {
            return !search.uid() || holdsNumbers(search.key());
        }
        if (command instanceof ImapCommand.Sort sort) {
            return !sort.uid() || holdsNumbers(sort.key());
        }
        if (command instanceof ImapCommand.SearchMailboxes search) {
            return holdsNumbers(search.key());
        }
        if (command instanceof ImapCommand.ThreadMessages thread) {
            return !thread.uid() || holdsNumbers(thread.key());
        }
        if (command instanceof ImapCommand.Select select) {
            return select.options().givesNumbers();
        }
        return command instanceof ImapCommand.Examine examine
                && examine.options().givesNumbers();
    }

    private static boolean holdsNumbers(SearchKey key) {
        return key.holds(each -> each instanceof SearchKey.Sequence sequence
                && !sequence.ranges().isEmpty());
    }
}
