package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.FetchItem.Rfc822;
import org.facteur.imap.command.ImapCommand.Fetch;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.facteur.imap.session.EnabledExtensions;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to answer a FETCH.
 *
 * @param items what is told of each message, in this order
 * @param parts what the store reads beside the attributes
 * @param asksStore false if the session knows everything itself
 * @param setsSeen whether a body is fetched without {@code PEEK}
 * @param itemsOfChange what is told beside {@code items} of a message whose flags change by that
 */
record FetchPlan(
        List<FetchItem> items,
        Set<FetchPart> parts,
        boolean asksStore,
        boolean setsSeen,
        List<FetchItem> itemsOfChange) {

    /** Messages of a page when each may bring all of its octets. */
    private static final int PAGE_WITH_CONTENT = 32;

    /** Messages of a page when each brings more than its attributes: with headers, some hundred KiB, and some MiB at the very most. */
    private static final int PAGE_WITH_PARTS = 100;

    /** Messages of a page when each brings what the store keeps as it is told: the page refers to it. */
    private static final int PAGE_WITH_FORMS = 250;

    /** As many items as a client asks for that is good: with more of them, a page has fewer messages. */
    private static final int MANY_ITEMS = 100;

    /** Messages of a page when each may bring {@code 2 * MAX_ENTRIES} annotations: some ten MiB at the very most. */
    private static final int PAGE_WITH_ANNOTATIONS = 16;

    /** @param enabled who has no sequence numbers knows the UID anyway, and who wants mod-sequences has one with flags */
    static FetchPlan of(Fetch command, EnabledExtensions enabled) {
        List<FetchItem> items = new ArrayList<>(command.items());
        if (command.uid() && !enabled.hidesNumbers() && !items.contains(new FetchItem.Uid())) {
            items.add(0, new FetchItem.Uid());
        }
        boolean tellsModSeq = command.modifiers().changedSince() != null
                || (enabled.tellsModSeq() && items.contains(new FetchItem.Flags()));
        if (tellsModSeq && !items.contains(new FetchItem.ModSeq())) {
            items.add(new FetchItem.ModSeq());
        }
        if (items.stream().anyMatch(item -> item instanceof FetchItem.Annotations each && each.mayBeEmpty())) {
            // Something has to be told of a message without annotations.
            FetchItem first = enabled.hidesNumbers() ? new FetchItem.Flags() : new FetchItem.Uid();
            items.remove(first);
            items.add(0, first);
        }
        Set<FetchPart> parts = EnumSet.noneOf(FetchPart.class);
        boolean asksStore = false;
        boolean setsSeen = false;
        for (FetchItem item : items) {
            asksStore |= !(item instanceof FetchItem.Flags
                    || item instanceof FetchItem.Uid
                    || item instanceof FetchItem.ModSeq);
            setsSeen |= setsSeen(item);
            parts.addAll(parts(item));
        }
        List<FetchItem> ofChange = new ArrayList<>(List.of(new FetchItem.Flags()));
        if (enabled.tellsModSeq()) {
            ofChange.add(new FetchItem.ModSeq());
        }
        ofChange.removeAll(items);
        return new FetchPlan(List.copyOf(items), parts, asksStore, setsSeen, List.copyOf(ofChange));
    }

    private static boolean setsSeen(FetchItem item) {
        BodySection section = section(item);
        return section != null ? !section.peek() : item instanceof FetchItem.Binary binary && !binary.peek();
    }

    private static Set<FetchPart> parts(FetchItem item) {
        BodySection section = section(item);
        if (section != null) {
            return parts(section.section());
        }
        if (item instanceof FetchItem.Preview) {
            return Set.of(FetchPart.PREVIEW);
        }
        if (item instanceof FetchItem.ThreadId) {
            return Set.of(FetchPart.THREAD);
        }
        if (item instanceof FetchItem.SaveDate) {
            return Set.of(FetchPart.SAVE_DATE);
        }
        if (item instanceof FetchItem.Binary || item instanceof FetchItem.BinarySize) {
            return Set.of(FetchPart.STRUCTURE, FetchPart.CONTENT);
        }
        boolean isStructure = item instanceof FetchItem.Envelope || item instanceof FetchItem.BodyStructure;
        return isStructure ? Set.of(FetchPart.FORMS) : Set.of();
    }

    /** The section that the item has the octets of; null if it has none. */
    static @Nullable BodySection section(FetchItem item) {
        if (item instanceof Rfc822 rfc822) {
            return rfc822.asBodySection();
        }
        return item instanceof BodySection section ? section : null;
    }

    /** What the store reads of a message to know where a section is. */
    static Set<FetchPart> parts(Section section) {
        if (section.equals(Section.MESSAGE)) {
            return Set.of(FetchPart.CONTENT);
        }
        return isMessageHeader(section) ? Set.of(FetchPart.HEADER) : Set.of(FetchPart.STRUCTURE, FetchPart.CONTENT);
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

    /** The annotations that are asked for; none if none are. */
    List<EntryPattern> annotations() {
        return items.stream()
                .filter(FetchItem.Annotations.class::isInstance)
                .flatMap(item -> ((FetchItem.Annotations) item).entries().stream())
                .toList();
    }

    int pageSize() {
        int most = mostOfPage();
        return items.size() <= MANY_ITEMS ? most : Math.max(1, most * MANY_ITEMS / items.size());
    }

    private int mostOfPage() {
        if (parts.contains(FetchPart.CONTENT)) {
            return PAGE_WITH_CONTENT;
        }
        if (!annotations().isEmpty()) {
            return PAGE_WITH_ANNOTATIONS;
        }
        if (parts.isEmpty() || parts.equals(Set.of(FetchPart.THREAD))) {
            return ImapListener.MAX_FETCH;
        }
        return Set.of(FetchPart.FORMS, FetchPart.THREAD).containsAll(parts) ? PAGE_WITH_FORMS : PAGE_WITH_PARTS;
    }
}
