package org.facteur.imap.handler;

import java.util.List;
import java.util.function.Supplier;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.handler.SectionOctets.Stored;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a section that is too large to be held in memory, read range by range while the client takes them. The
 * first range is read when it is made, so that a content that is gone is noticed before its size has been promised.
 */
final class LiteralStream {

    /** How much is read at once: 256 KiB, at multiples of that. */
    private static final int RANGE = 256 << 10;

    private final ContentReader store;
    private final Stored source;
    /** The first octet to be told and the one after the last, counted in what is told. */
    private final long toldFrom;

    private final long toldTo;
    private @Nullable OctetFilter filter;
    private long position;
    private byte[] range = new byte[0];
    private int taken;
    /** How many of the octets that are told have come, those before {@link #toldFrom} among them. */
    private long passed;

    LiteralStream(ContentReader store, Stored source) throws MailStoreException {
        this.store = store;
        this.source = source;
        begin();
        if (source.range().length() > 0) {
            advance();
        }
        SectionRange told = new SectionRange(0, countTold()).clipped(source.partial());
        this.toldFrom = told.start();
        this.toldTo = told.end();
    }

    /** How many octets are told. */
    long length() {
        return toldTo - toldFrom;
    }

    /**
     * Writes more of the octets, some ten KiB.
     *
     * @return whether there are more
     * @throws MailStoreException also when there are fewer octets than {@link #length()} promised
     */
    boolean writeNext(ResponseWriter out) throws MailStoreException {
        if (passed >= toldTo) {
            return false;
        }
        if (taken == range.length) {
            advance();
        }
        int length = Math.min(range.length - taken, Reply.PIECE);
        long first = Math.max(passed, toldFrom);
        long last = Math.min(passed + length, toldTo);
        if (first < last) {
            out.octets(range, taken + (int) (first - passed), (int) (last - first));
        }
        taken += length;
        passed += length;
        return passed < toldTo;
    }

    /** How many octets a filter makes of the source, which is read for that as far as the client asks for it; then it begins anew. */
    private long countTold() throws MailStoreException {
        if (source.filter() == null) {
            return source.range().length();
        }
        Partial partial = source.partial();
        long most = source.range().length();
        long wanted = partial == null ? most : partial.offset() + Math.min(partial.length(), most);
        long count = range.length;
        boolean isBegin = true;
        while (position < source.range().end() && count < wanted) {
            advance();
            count += range.length;
            isBegin = false;
        }
        if (!isBegin) {
            begin();
            advance();
        }
        return count;
    }

    private void begin() {
        Supplier<OctetFilter> made = source.filter();
        filter = made == null ? null : made.get();
        position = source.range().start();
    }

    private void advance() throws MailStoreException {
        int length = (int) Math.min(RANGE - position % RANGE, source.range().end() - position);
        byte[] read = store.read(List.of(new ContentRange(source.content(), position, length)))
                .get(0);
        if (read.length < length || length == 0) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message is shorter than it was");
        }
        position += length;
        range = filter == null
                ? read
                : filter.next(read, position == source.range().end());
        taken = 0;
    }
}
