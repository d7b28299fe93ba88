package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.imap.response.ImapResponse;

/** The names of an account and how they lie above each other, for LIST and LSUB. */
final class MailboxHierarchy {

    private static final String NOT_SELECTABLE = "\\Noselect";

    private final List<MailboxListing> listings;
    /** The names that have mailboxes below them. */
    private final Set<MailboxName> parents = new HashSet<>();

    MailboxHierarchy(List<MailboxListing> listings) {
        this.listings = listings;
        for (MailboxListing listing : listings) {
            if (listing.exists()) {
                forEachSuperior(listing.name(), parents::add);
            }
        }
    }

    /** @param action says whether to go on */
    private static void forEachSuperior(MailboxName name, Predicate<MailboxName> action) {
        Optional<MailboxName> superior = name.parent();
        while (superior.isPresent() && action.test(superior.get())) {
            superior = superior.get().parent();
        }
    }

    /** The names that exist and match one of the patterns, in their order. */
    Stream<MailboxListing> matching(List<MailboxPattern> patterns) {
        return listings.stream()
                .filter(MailboxListing::exists)
                .filter(listing -> patterns.stream().anyMatch(pattern -> pattern.matches(listing.name())));
    }

    /** The answer of LIST about one name. */
    ImapResponse line(MailboxListing listing) {
        List<String> attributes = new ArrayList<>(4);
        if (!listing.selectable()) {
            attributes.add(NOT_SELECTABLE);
        }
        attributes.add(parents.contains(listing.name()) ? "\\HasChildren" : "\\HasNoChildren");
        listing.specialUse().stream().sorted().map(SpecialUse::attribute).forEach(attributes::add);
        return new ImapResponse.MailboxLine(false, attributes, listing.name().value());
    }

    /**
     * The answers of LSUB. A {@code %} that stops above a subscribed name finds the superior there, which is told as
     * {@code \Noselect} if it is not subscribed itself (RFC 3501 section 6.3.9).
     */
    Stream<ImapResponse> subscribed(MailboxPattern pattern) {
        Map<MailboxName, List<String>> found = new TreeMap<>();
        for (MailboxListing listing : listings) {
            if (listing.subscribed()) {
                MailboxName name = listing.name();
                if (pattern.matches(name)) {
                    found.put(name, listing.exists() && !listing.selectable() ? List.of(NOT_SELECTABLE) : List.of());
                } else if (pattern.stopsAtLevel()) {
                    forEachSuperior(name, superior -> {
                        if (pattern.matches(superior)) {
                            found.putIfAbsent(superior, List.of(NOT_SELECTABLE));
                        }
                        return true;
                    });
                }
            }
        }
        return found.entrySet().stream()
                .map(entry -> new ImapResponse.MailboxLine(
                        true, entry.getValue(), entry.getKey().value()));
    }
}
