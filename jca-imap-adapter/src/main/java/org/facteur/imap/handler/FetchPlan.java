package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.ImapListener;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.FetchItem.Rfc822;
import org.facteur.imap.command.ImapCommand.Fetch;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to answer a FETCH.
 *
 * @param items what is told of each message, in this order
 * @param parts what the store reads beside the attributes
 * @param asksStore false if the session knows everything itself
 * @param setsSeen whether a body is fetched without {@code PEEK}
 */
record FetchPlan(List<FetchItem> items, Set<FetchPart> parts, boolean asksStore, boolean setsSeen) {

    /** Messages of a page when each brings more than its attributes, so that a page stays within some hundred KiB. */
    private static final int PAGE_WITH_PARTS = 100;

    static FetchPlan of(Fetch command) {
        List<FetchItem> items = new ArrayList<>(command.items());
        if (command.uid() && !items.contains(new FetchItem.Uid())) {
            items.add(0, new FetchItem.Uid());
        }
        Set<FetchPart> parts = EnumSet.noneOf(FetchPart.class);
        boolean asksStore = false;
        boolean setsSeen = false;
        for (FetchItem item : items) {
            asksStore |= !(item instanceof FetchItem.Flags || item instanceof FetchItem.Uid);
            BodySection section = section(item);
            if (section != null) {
                setsSeen |= !section.peek();
                parts.addAll(parts(section.section()));
            } else if (item instanceof FetchItem.Envelope || item instanceof FetchItem.BodyStructure) {
                parts.add(FetchPart.STRUCTURE);
            }
        }
        return new FetchPlan(List.copyOf(items), parts, asksStore, setsSeen);
    }

    /** The section that the item has the octets of; null if it has none. */
    static @Nullable BodySection section(FetchItem item) {
        if (item instanceof Rfc822 rfc822) {
            return rfc822.asBodySection();
        }
        return item instanceof BodySection section ? section : null;
    }

    private static Set<FetchPart> parts(Section section) {
        if (section.equals(Section.MESSAGE)) {
            return Set.of();
        }
        return isMessageHeader(section) ? Set.of(FetchPart.HEADER) : Set.of(FetchPart.STRUCTURE);
    }

    /** Whether the section lies in the header of the message itself, which the store keeps at hand. */
    static boolean isMessageHeader(Section section) {
        return section.part().isEmpty()
                && (section.specifier() instanceof Specifier.Header
                        || section.specifier() instanceof Specifier.HeaderFields);
    }

    boolean tellsFlags() {
        return items.contains(new FetchItem.Flags());
    }

    int pageSize() {
        return parts.isEmpty() ? ImapListener.MAX_FETCH : PAGE_WITH_PARTS;
    }
}
