package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.mailstore.message.ContentService;

/** Opens messages for their text, several with one statement. */
@ApplicationScoped
public class ContentOpener {

    /** Octets beyond the head that are worth reading with those of others. */
    private static final int MAX_TAIL = 256 << 10;

    @Inject
    private SearchRepository messages;

    @Inject
    private ContentService contents;

    /** Those of the contents that there are still, in the order of their ids. */
    SortedMap<Long, OpenedMessage> open(Collection<Long> ids) throws MailStoreException {
        List<SearchContent> read = messages.contents(ids);
        Map<ContentId, byte[]> tails = tails(read);
        SortedMap<Long, OpenedMessage> opened = new TreeMap<>();
        for (SearchContent content : read) {
            opened.put(content.content().value(), new OpenedMessage(content, tails.get(content.content()), contents));
        }
        return opened;
    }

    /** What lies beyond the heads, of as many messages as one read takes; a larger one is read when the search comes to it. */
    private Map<ContentId, byte[]> tails(List<SearchContent> read) throws MailStoreException {
        List<ContentRange> ranges = new ArrayList<>();
        long left = ContentReader.MAX_READ;
        for (SearchContent content : read) {
            long tail = content.size() - content.head().length;
            if (tail > 0 && tail <= Math.min(left, MAX_TAIL)) {
                ranges.add(new ContentRange(content.content(), content.head().length, (int) tail));
                left -= tail;
            }
        }
        Map<ContentId, byte[]> tails = new HashMap<>();
        if (!ranges.isEmpty()) {
            List<byte[]> octets = contents.read(ranges);
            for (int i = 0; i < ranges.size(); i++) {
                tails.put(ranges.get(i).content(), octets.get(i));
            }
        }
        return tails;
    }
}
