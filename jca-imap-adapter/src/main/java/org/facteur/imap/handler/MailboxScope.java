package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.imap.command.MailboxFilter;
import org.jspecify.annotations.Nullable;

/** The mailboxes that some filters mean (RFC 5465 section 6, RFC 7377 section 2.2). */
final class MailboxScope {

    private final List<Predicate<MailboxListing>> filters = new ArrayList<>();

    /** @param selected the name of the selected mailbox, if there is one */
    MailboxScope(List<MailboxFilter> filters, @Nullable MailboxName selected) {
        filters.forEach(filter -> this.filters.add(predicate(filter, selected)));
    }

    /** Those that hold messages, each once, in the order of the listing; names without a mailbox are passed over. */
    Stream<MailboxListing> among(List<MailboxListing> listings) {
        return listings.stream().filter(listing -> listing.status() != null).filter(this::contains);
    }

    /** Whether the name is one of them, be there a mailbox or not. */
    boolean contains(MailboxListing listing) {
        return filters.stream().anyMatch(filter -> filter.test(listing));
    }

    private static Predicate<MailboxListing> predicate(MailboxFilter filter, @Nullable MailboxName selected) {
        if (filter instanceof MailboxFilter.Selected) {
            return listing -> listing.name().equals(selected);
        }
        if (filter instanceof MailboxFilter.Subscribed) {
            return MailboxListing::subscribed;
        }
        if (filter instanceof MailboxFilter.Mailboxes mailboxes) {
            Set<MailboxName> names = Set.copyOf(mailboxes.names());
            return listing -> names.contains(listing.name());
        }
        if (filter instanceof MailboxFilter.Subtree subtree) {
            Set<MailboxName> roots = Set.copyOf(subtree.names());
            return listing -> isWithin(listing.name(), roots, subtree.onlyOneLevel());
        }
        // Personal, and what stands for it here: the mailboxes of others are found by name, or subscribed to.
        return listing -> OthersMailbox.parse(listing.name()).isEmpty();
    }

    private static boolean isWithin(MailboxName name, Set<MailboxName> roots, boolean onlyOneLevel) {
        Optional<MailboxName> superior = name.parent();
        while (!onlyOneLevel && superior.isPresent() && !roots.contains(superior.get())) {
            superior = superior.get().parent();
        }
        return roots.contains(name) || superior.filter(roots::contains).isPresent();
    }
}
