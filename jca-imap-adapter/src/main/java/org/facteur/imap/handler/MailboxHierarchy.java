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
import org.facteur.imap.command.ImapCommand.ListMailboxes;
import org.facteur.imap.command.ListReturn;
import org.facteur.imap.command.ListSelection;
import org.facteur.imap.response.ImapResponse;

/**
 * The names that a client can see and how they lie above each other, for LIST and LSUB. Above some there are names without a
 * mailbox, or with one that is none of the client's business: these are here, too, as missing.
 */
final class MailboxHierarchy {

    private static final String NOT_SELECTABLE = "\\Noselect";

    private final List<MailboxListing> listings;
    private final TreeMap<MailboxName, MailboxListing> names = new TreeMap<>();
    /** The names that have mailboxes below them. */
    private final Set<MailboxName> parents = new HashSet<>();

    MailboxHierarchy(List<MailboxListing> listings) {
        this.listings = listings;
        for (MailboxListing listing : listings) {
            names.put(listing.name(), listing);
            forEachSuperior(listing.name(), superior -> {
                if (listing.exists()) {
                    parents.add(superior);
                }
                names.putIfAbsent(superior, MailboxListing.missing(superior, false));
                return true;
            });
        }
    }

    /** @param action says whether to go on */
    private static void forEachSuperior(MailboxName name, Predicate<MailboxName> action) {
        Optional<MailboxName> superior = name.parent();
        while (superior.isPresent() && action.test(superior.get())) {
            superior = superior.get().parent();
        }
    }

    /** The superiors of some of the names. */
    private Set<MailboxName> superiors(Predicate<MailboxListing> some) {
        Set<MailboxName> superiors = new HashSet<>();
        listings.stream().filter(some).forEach(listing -> forEachSuperior(listing.name(), superiors::add));
        return superiors;
    }

    /** A name that LIST tells, and whether something below it satisfies what it was asked for, if it was asked. */
    record Listed(MailboxListing mailbox, boolean hasSelectedBelow) {}

    /** The names that answer a LIST, in their order. */
    Stream<Listed> matching(ListMailboxes command) {
        List<MailboxPattern> patterns = command.patterns().stream()
                .map(pattern -> new MailboxPattern(command.reference(), pattern))
                .toList();
        Predicate<MailboxListing> matches =
                listing -> patterns.stream().anyMatch(pattern -> pattern.matches(listing.name()));
        Predicate<MailboxListing> isSelected = selected(command.selection());
        if (command.selection().contains(ListSelection.RECURSIVEMATCH)) {
            Set<MailboxName> selectedBelow = superiors(isSelected);
            // What is listed itself says enough of its superiors (RFC 5258 section 3.5).
            Set<MailboxName> unlistedBelow = superiors(isSelected.and(matches.negate()));
            return names.values().stream()
                    .filter(matches)
                    .filter(each -> isSelected.test(each) || unlistedBelow.contains(each.name()))
                    .map(each -> new Listed(each, selectedBelow.contains(each.name())));
        }
        Predicate<MailboxListing> isLevel = listing -> command.selection().isEmpty()
                && !listing.exists()
                && parents.contains(listing.name())
                && patterns.stream().anyMatch(pattern -> pattern.endsWithinLevel() && pattern.matches(listing.name()));
        return names.values().stream()
                .filter(matches.and(isSelected).or(isLevel))
                .map(each -> new Listed(each, false));
    }

    private static Predicate<MailboxListing> selected(Set<ListSelection> selection) {
        boolean onlySubscribed = selection.contains(ListSelection.SUBSCRIBED);
        boolean onlySpecial = selection.contains(ListSelection.SPECIAL_USE);
        return listing -> (onlySubscribed ? listing.subscribed() : listing.exists())
                && (!onlySpecial || !listing.specialUse().isEmpty());
    }

    /** The answer of LIST about one name. */
    ImapResponse line(Listed listed, ListMailboxes command) {
        MailboxListing mailbox = listed.mailbox();
        List<String> attributes = new ArrayList<>(4);
        if (!mailbox.exists() && command.extended()) {
            attributes.add("\\NonExistent");
        } else if (!mailbox.selectable()) {
            attributes.add(NOT_SELECTABLE);
        }
        boolean tellsSubscribed = command.returned().contains(ListReturn.SUBSCRIBED)
                || command.selection().contains(ListSelection.SUBSCRIBED);
        if (mailbox.subscribed() && tellsSubscribed) {
            attributes.add("\\Subscribed");
        }
        if (parents.contains(mailbox.name())) {
            attributes.add("\\HasChildren");
        } else if (mailbox.exists()) {
            attributes.add("\\HasNoChildren");
        }
        mailbox.specialUse().stream().sorted().map(SpecialUse::attribute).forEach(attributes::add);
        List<String> childInfo = listed.hasSelectedBelow() ? childInfo(command.selection()) : List.of();
        return new ImapResponse.MailboxLine(false, attributes, mailbox.name().value(), childInfo);
    }

    private static List<String> childInfo(Set<ListSelection> selection) {
        return Stream.of(ListSelection.SUBSCRIBED, ListSelection.SPECIAL_USE)
                .filter(selection::contains)
                .map(option -> option.name().replace('_', '-'))
                .toList();
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
                        true, entry.getValue(), entry.getKey().value(), List.of()));
    }
}
