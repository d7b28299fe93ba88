package org.facteur.imap.handler;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.ImapUrl;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier.HeaderFields;
import org.facteur.imap.handler.SectionOctets.Filtered;
import org.facteur.imap.handler.SectionOctets.Known;
import org.facteur.imap.handler.SectionOctets.Stored;

/** Finds the octets that an IMAP URL means in the mailbox that it names (RFC 5092 section 6). */
final class UrlOctets {

    private UrlOctets() {}

    /**
     * Empty if there is no such message, or it has no such section.
     *
     * @param account as whom it is read
     */
    static Optional<MessagePiece> find(ImapUrl url, AccountId account, MailboxId mailbox, ImapListener store)
            throws MailStoreException {
        BodySection item = new BodySection(url.section(), true, url.partial());
        List<FetchedMessage> found = store.fetch(account, mailbox, UidSet.of(url.uid()), wanted(url.section()));
        return found.isEmpty() ? Optional.empty() : piece(SectionOctets.of(item, found.get(0)), store);
    }

    /** Only what is picked out of a header is here; everything else is a range of what is stored. */
    private static Set<FetchPart> wanted(Section section) {
        if (section.equals(Section.MESSAGE)) {
            return Set.of();
        }
        // A header that is too long to be kept apart is found by the structure.
        return section.specifier() instanceof HeaderFields
                ? Set.of(FetchPart.STRUCTURE, FetchPart.HEADER)
                : Set.of(FetchPart.STRUCTURE);
    }

    private static Optional<MessagePiece> piece(SectionOctets octets, ImapListener store) throws MailStoreException {
        SectionOctets at = octets;
        if (at instanceof Stored stored && stored.filter() != null && stored.isSmall()) {
            at = stored.known(store.read(List.of(stored.whole())).get(0));
        }
        if (at instanceof Filtered filtered) {
            Known picked = filtered.known();
            return Optional.of(new MessagePiece.Sent(
                    MessageSource.of(Arrays.copyOfRange(picked.octets(), picked.from(), picked.to()))));
        }
        if (at instanceof Stored stored && stored.filter() == null) {
            return Optional.of(new MessagePiece.Stored(
                    stored.content(), stored.range().start(), stored.range().length()));
        }
        return Optional.empty();
    }
}
