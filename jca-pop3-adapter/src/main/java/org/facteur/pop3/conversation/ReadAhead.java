package org.facteur.pop3.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.pop3.Maildrop;

/**
 * Reads small messages, and when a client takes one after the other, those that it is about to ask for in the same round trip:
 * most clients take a whole maildrop in order, and most messages are small.
 */
final class ReadAhead {

    /** A message of up to so many octets is read as a whole. */
    static final int SMALL = 32 * 1024;

    /** How much is read ahead at most; the amount grows while the guess is right. */
    static final int MOST = 256 * 1024;

    private static final int FIRST = 16 * 1024;
    private static final int GROWTH = 4;

    private final ContentReader reader;
    private final OpenMaildrop maildrop;
    private final Map<Integer, byte[]> waiting = new HashMap<>();
    private int last;
    private int allowance;

    ReadAhead(ContentReader reader, OpenMaildrop maildrop) {
        this.reader = reader;
        this.maildrop = maildrop;
    }

    static boolean isSmall(Maildrop.Message message) {
        return message.size() <= SMALL;
    }

    /** The octets of a small message. */
    byte[] read(int number) throws MailStoreException {
        byte[] octets = waiting.remove(number);
        if (octets == null) {
            allowance = number == last + 1 ? Math.min(MOST, Math.max(FIRST, allowance * GROWTH)) : 0;
            octets = readFrom(number);
        }
        last = number;
        return octets;
    }

    private byte[] readFrom(int number) throws MailStoreException {
        waiting.clear();
        List<ContentRange> ranges = new ArrayList<>();
        int total = 0;
        int next = number;
        do {
            Maildrop.Message message = maildrop.at(next);
            ranges.add(new ContentRange(message.content(), 0, (int) message.size()));
            total += (int) message.size();
            next++;
        } while (maildrop.has(next)
                && isSmall(maildrop.at(next))
                && total + maildrop.at(next).size() <= allowance);
        List<byte[]> octets = reader.read(ranges);
        if (octets.get(0).length != maildrop.at(number).size()) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message is shorter than it is listed");
        }
        for (int i = 1; i < octets.size(); i++) {
            if (octets.get(i).length == maildrop.at(number + i).size()) {
                waiting.put(number + i, octets.get(i));
            }
        }
        return octets.get(0);
    }
}
