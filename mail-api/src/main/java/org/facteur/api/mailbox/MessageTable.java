package org.facteur.api.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * UID, flags and mod-sequence of some messages of a mailbox, ascending by UID, numbered from 0; immutable.
 *
 * <p>The messages stand in pages of at most {@value MessagePage#CAPACITY}. {@link #with} makes a new table that shares with
 * this one every page in which nothing has changed: a delivery to a mailbox of a million messages, or a change of flags there,
 * copies one page and the list of the pages. Two pages side by side always hold more than half of what fits into one, so the list
 * stays short whatever is expunged.
 */
public final class MessageTable {

    public static final MessageTable EMPTY = new MessageTable(new MessagePage[0], new int[] {0});

    /** Neighbours that hold no more than this together become one. */
    private static final int SPARSE = MessagePage.CAPACITY / 2;

    /** What the table has beside its pages: itself and the headers of two arrays, then two words for each page. */
    private static final int BYTES = 64;

    private static final int BYTES_OF_PAGE = 2 * Integer.BYTES;

    private final MessagePage[] pages;
    /** The number of the first message of each page, and how many there are in all. */
    private final int[] starts;

    private MessageTable(MessagePage[] pages, int[] starts) {
        this.pages = pages;
        this.starts = starts;
    }

    public int size() {
        return starts[pages.length];
    }

    /** The memory that it takes, its pages included, as well as it can be told. */
    public long bytes() {
        long bytes = BYTES + (long) pages.length * BYTES_OF_PAGE;
        for (MessagePage page : pages) {
            bytes += page.bytes();
        }
        return bytes;
    }

    /** How many of the pages are not pages of another table: what it costs to keep both. */
    public int pagesNotIn(MessageTable other) {
        int unshared = 0;
        int there = 0;
        for (MessagePage page : pages) {
            while (there < other.pages.length && other.pages[there].lastUid() < page.firstUid()) {
                there++;
            }
            unshared += there < other.pages.length && other.pages[there] == page ? 0 : 1;
        }
        return unshared;
    }

    public int pageCount() {
        return pages.length;
    }

    public long uid(int index) {
        int page = pageOf(index);
        return pages[page].uid(index - starts[page]);
    }

    public long flags(int index) {
        int page = pageOf(index);
        return pages[page].flags(index - starts[page]);
    }

    public long modSeq(int index) {
        int page = pageOf(index);
        return pages[page].modSeq(index - starts[page]);
    }

    /** The first message whose UID is {@code uid} or greater; {@link #size()} if none is. */
    public int firstFrom(long uid) {
        int page = pageFrom(uid);
        return page == pages.length ? size() : starts[page] + pages[page].firstFrom(uid);
    }

    /** The first page that ends with {@code uid} or a greater one. */
    private int pageFrom(long uid) {
        int low = 0;
        int high = pages.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pages[middle].lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first message that has none of the bits, or -1. */
    public int firstWithout(long mask) {
        for (int i = 0; i < pages.length; i++) {
            int index = pages[i].firstWithout(mask);
            if (index >= 0) {
                return starts[i] + index;
            }
        }
        return -1;
    }

    /** The first message from {@code from} on that was changed after a mod-sequence, or came after it; -1 if there is none. */
    public int firstChangedSince(long modSeq, int from) {
        if (from >= size()) {
            return -1;
        }
        int first = pageOf(from);
        for (int i = first; i < pages.length; i++) {
            int index = pages[i].firstChangedSince(modSeq, i == first ? from - starts[i] : 0);
            if (index >= 0) {
                return starts[i] + index;
            }
        }
        return -1;
    }

    /**
     * How many messages from {@code index} on have the same UIDs as those from {@code otherIndex} on in another table, as far as
     * one shared page shows it; 0 if none does.
     */
    public int sharedRun(int index, MessageTable other, int otherIndex) {
        if (index >= size() || otherIndex >= other.size()) {
            return 0;
        }
        int page = pageOf(index);
        int otherPage = other.pageOf(otherIndex);
        boolean isSame = pages[page].hasSameUids(other.pages[otherPage])
                && index - starts[page] == otherIndex - other.starts[otherPage];
        return isSame ? starts[page + 1] - index : 0;
    }

    /** No page has more than its capacity, so a message is in the page that it were in if all were full, or behind it. */
    private int pageOf(int index) {
        int low = index / MessagePage.CAPACITY;
        if (index < starts[low + 1]) {
            return low;
        }
        int high = pages.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * The table after some changes; this one, if they change nothing.
     *
     * @param changed messages that are new or have other flags
     * @param expunged what is gone, except what is among {@code changed}
     */
    public MessageTable with(MessageTable changed, UidSet expunged) {
        Builder after = new Builder();
        int first = firstTouched(changed, expunged);
        after.share(pages, 0, first);
        int next = 0;
        for (int i = first; i < pages.length; i++) {
            MessagePage page = pages[i];
            boolean isUntouched = next == changed.size() && (expunged.isEmpty() || expunged.last() < page.firstUid());
            if (isUntouched) {
                after.add(page);
                if (after.isClosed()) {
                    after.share(pages, i + 1, pages.length);
                    break;
                }
            } else {
                int through = i + 1 < pages.length ? changed.firstFrom(pages[i + 1].firstUid()) : changed.size();
                after.add(page, changed, next, through, expunged);
                next = through;
            }
        }
        after.addAll(changed, next, changed.size());
        MessageTable built = after.build();
        return Arrays.equals(pages, built.pages) ? this : built;
    }

    /** The first page that something is changed in or added to. */
    private int firstTouched(MessageTable changed, UidSet expunged) {
        long uid = Math.min(
                changed.size() == 0 ? Long.MAX_VALUE : changed.uid(0),
                expunged.isEmpty() ? Long.MAX_VALUE : expunged.first());
        return Math.max(0, Math.min(pages.length - 1, pageFrom(uid)));
    }

    /** Collects messages, ascending by UID. */
    public static final class Builder {

        private final List<MessagePage> pages = new ArrayList<>();
        private int[] uids = new int[16];
        private long[] flags = new long[16];
        private long[] modSeqs = new long[16];
        private int pending;
        private long lastUid;

        /** @param uid greater than those before, at most {@link UidSet#MAX_UID} */
        public Builder add(long uid, long messageFlags, long modSeq) {
            if (uid <= lastUid || uid > UidSet.MAX_UID) {
                throw new IllegalArgumentException(uid + " after " + lastUid);
            }
            lastUid = uid;
            if (pending == MessagePage.CAPACITY) {
                closePage();
            }
            if (pending == uids.length) {
                int capacity = Math.min(MessagePage.CAPACITY, 4 * pending);
                uids = Arrays.copyOf(uids, capacity);
                flags = Arrays.copyOf(flags, capacity);
                modSeqs = Arrays.copyOf(modSeqs, capacity);
            }
            uids[pending] = (int) uid;
            flags[pending] = messageFlags;
            modSeqs[pending++] = modSeq;
            return this;
        }

        /** The UID added last, or 0. */
        public long lastUid() {
            return lastUid;
        }

        public MessageTable build() {
            closePage();
            if (pages.isEmpty()) {
                return EMPTY;
            }
            int[] starts = new int[pages.size() + 1];
            for (int i = 0; i < pages.size(); i++) {
                starts[i + 1] = starts[i] + pages.get(i).size();
            }
            return new MessageTable(pages.toArray(new MessagePage[0]), starts);
        }

        /** Whether all that was added stands in pages, so that further pages can follow as they are. */
        private boolean isClosed() {
            return pending == 0;
        }

        /** Shares pages that stood side by side already, behind one of which the same is true. */
        private void share(MessagePage[] unchanged, int from, int to) {
            if (from < to) {
                pages.addAll(Arrays.asList(unchanged).subList(from, to));
                lastUid = unchanged[to - 1].lastUid();
            }
        }

        /** Adds a page as it is after some changes. */
        private void add(MessagePage page, MessageTable changed, int from, int to, UidSet expunged) {
            boolean keepsAll = !page.holdsAny(expunged);
            MessagePage changedFlags = keepsAll ? page.withFlagsOf(changed, from, to) : null;
            if (changedFlags != null) {
                add(changedFlags);
            } else if (keepsAll && page.isFull() && changed.uid(from) > page.lastUid()) {
                add(page);
                addAll(changed, from, to);
            } else {
                merge(page, changed, from, to, expunged);
            }
        }

        /** Shares a page, unless there is too little in it and the one before. */
        private void add(MessagePage page) {
            if (pending > 0 && pending + page.size() > SPARSE) {
                closePage();
            }
            if (pending > 0 || isSparse(page.size())) {
                reopenPage();
                addAll(page);
                return;
            }
            pages.add(page);
            lastUid = page.lastUid();
        }

        private void addAll(MessagePage page) {
            for (int i = 0; i < page.size(); i++) {
                add(page.uid(i), page.flags(i), page.modSeq(i));
            }
        }

        private void addAll(MessageTable messages, int from, int to) {
            for (int i = from; i < to; i++) {
                add(messages.uid(i), messages.flags(i), messages.modSeq(i));
            }
        }

        private void merge(MessagePage page, MessageTable changed, int from, int to, UidSet expunged) {
            int next = from;
            for (int i = 0; i < page.size(); i++) {
                long uid = page.uid(i);
                int through = next;
                while (through < to && changed.uid(through) <= uid) {
                    through++;
                }
                addAll(changed, next, through);
                boolean isReplaced = through > next && changed.uid(through - 1) == uid;
                if (!isReplaced && !expunged.contains(uid)) {
                    add(uid, page.flags(i), page.modSeq(i));
                }
                next = through;
            }
            addAll(changed, next, to);
        }

        private boolean isSparse(int more) {
            return !pages.isEmpty() && pages.get(pages.size() - 1).size() + more <= SPARSE;
        }

        /** Takes the last page back if it and what is pending are too little for two. */
        private void reopenPage() {
            if (!isSparse(pending)) {
                return;
            }
            MessagePage last = pages.remove(pages.size() - 1);
            int more = pending;
            MessagePage rest = more == 0 ? null : pendingPage();
            pending = 0;
            lastUid = last.firstUid() - 1;
            addAll(last);
            if (rest != null) {
                addAll(rest);
            }
        }

        private void closePage() {
            if (pending > 0) {
                reopenPage();
                pages.add(pendingPage());
                pending = 0;
            }
        }

        private MessagePage pendingPage() {
            return new MessagePage(
                    Arrays.copyOf(uids, pending), Arrays.copyOf(flags, pending), Arrays.copyOf(modSeqs, pending));
        }
    }
}
