package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.message.StructureForms.Form;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.handler.SectionOctets.Filtered;
import org.facteur.imap.handler.SectionOctets.Known;
import org.facteur.imap.handler.SectionOctets.Measured;
import org.facteur.imap.handler.SectionOctets.Stored;
import org.facteur.imap.handler.SectionOctets.Undecodable;
import org.facteur.imap.response.ImapResponse.FetchValue;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One message of a FETCH: what is told of it, and how much of that is told already. A large section is told over several
 * pieces.
 */
final class MessageToTell {

    /** How many octets of small sections are read at once, and held: half of what the store would give. */
    static final int MOST_READ = ContentReader.MAX_READ / 2;

    private final int sequence;
    private final FetchValue.@Nullable Flags flags;
    private final long modSeq;
    private final List<FetchItem> further;
    private final FetchedMessage message;
    private final List<MessageAnnotation> annotations;
    private final List<FetchItem> items;
    /** Where the octets of each item come from; null for an item without. */
    private final @Nullable SectionOctets[] octets;

    private final boolean hasUndecodable;

    private boolean hasTakenSmall;
    private int told;
    private boolean begun;
    private boolean withinLiteral;
    private @Nullable LiteralStream stream;

    /**
     * @param sequence 0 for a client that has no sequence numbers
     * @param flags null if nobody asks for them
     * @param annotations what it has of those that items ask for
     * @param further what the session knows and is told although no item asks for it
     */
    MessageToTell(
            int sequence,
            FetchValue.@Nullable Flags flags,
            long modSeq,
            List<FetchItem> further,
            FetchedMessage message,
            List<MessageAnnotation> annotations,
            List<FetchItem> items) {
        this.sequence = sequence;
        this.flags = flags;
        this.modSeq = modSeq;
        this.further = further;
        this.message = message;
        this.annotations = annotations;
        this.items = items;
        this.octets = new SectionOctets[items.size()];
        boolean undecodable = false;
        for (int i = 0; i < octets.length; i++) {
            octets[i] = octets(items.get(i), message);
            undecodable |= octets[i] instanceof Undecodable;
        }
        this.hasUndecodable = undecodable;
    }

    private static @Nullable SectionOctets octets(FetchItem item, FetchedMessage message) {
        if (item instanceof FetchItem.Binary binary) {
            return SectionOctets.decoded(binary.part(), binary.partial(), message);
        }
        if (item instanceof FetchItem.BinarySize binary) {
            return SectionOctets.decoded(binary.part(), null, message).measured();
        }
        BodySection section = FetchPlan.section(item);
        return section == null ? null : SectionOctets.of(section, message);
    }

    /** Whether an item asks for what nobody here can decode. */
    boolean hasUndecodable() {
        return hasUndecodable;
    }

    long uid() {
        return message.uid();
    }

    /**
     * What is read before the message is told, unless that is done: {@link #MOST_READ} octets at most. Small sections beyond are read
     * as large ones.
     */
    List<ContentRange> smallRanges() {
        List<ContentRange> ranges = new ArrayList<>();
        for (int i = 0, end = endOfSmall(); i < end; i++) {
            if (octets[i] instanceof Stored stored && stored.isSmall()) {
                ranges.add(stored.whole());
            }
        }
        return ranges;
    }

    /** Takes what was read of {@link #smallRanges()}. */
    void takeSmall(Iterator<byte[]> read) {
        for (int i = 0, end = endOfSmall(); i < end; i++) {
            if (octets[i] instanceof Stored stored && stored.isSmall()) {
                octets[i] = stored.known(read.next());
            }
        }
        hasTakenSmall = true;
    }

    private int endOfSmall() {
        long sum = 0;
        for (int i = 0; i < octets.length && !hasTakenSmall; i++) {
            if (octets[i] instanceof Stored stored && stored.isSmall()) {
                sum += stored.range().length();
                if (sum > MOST_READ) {
                    return i;
                }
            }
        }
        return hasTakenSmall ? 0 : octets.length;
    }

    /** Measures what is large, and reads the beginning of the first large section, if there is one. */
    void begin(ContentReader store) throws MailStoreException {
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] instanceof Stored stored) {
                if (items.get(i) instanceof FetchItem.BinarySize) {
                    octets[i] = new Measured(new LiteralStream(store, stored).length());
                } else if (stream == null) {
                    stream = new LiteralStream(store, stored);
                }
            }
        }
    }

    /**
     * Tells the next items, or some more of one, until the piece is long enough.
     *
     * @return whether there is more
     */
    boolean writeNext(ResponseWriter out, ContentReader store) throws MailStoreException {
        if (!begun) {
            begun = true;
            if (sequence == 0) {
                out.beginUidFetch(message.uid());
            } else {
                out.beginFetch(sequence);
            }
        } else {
            out.continueFetch();
        }
        while (told < octets.length) {
            if (!write(items.get(told), octets[told], out, store)) {
                return true;
            }
            told++;
            if (out.written() >= Reply.PIECE) {
                return true;
            }
        }
        for (FetchItem item : further) {
            value(item).writeTo(out);
        }
        out.endFetch();
        return false;
    }

    /** Whether all of the item is told. */
    private boolean write(FetchItem item, @Nullable SectionOctets source, ResponseWriter out, ContentReader store)
            throws MailStoreException {
        if (source == null) {
            value(item).writeTo(out);
        } else if (source instanceof Filtered filtered) {
            return write(item, filtered.known(), out, store);
        } else if (item instanceof FetchItem.BinarySize size) {
            out.fetchBinarySize(size, length(source));
        } else if (source instanceof Known known) {
            literal(item, known.length(), out);
            out.octets(known.octets(), known.from(), known.length());
        } else if (source instanceof Stored stored) {
            return writeLarge(item, stored, out, store);
        } else {
            name(item, out);
            out.nil();
        }
        return true;
    }

    private static long length(SectionOctets source) {
        if (source instanceof Measured measured) {
            return measured.octets();
        }
        return source instanceof Known known ? known.length() : 0;
    }

    private static void literal(FetchItem item, long length, ResponseWriter out) {
        name(item, out);
        if (item instanceof FetchItem.Binary) {
            out.literal8Header(length);
        } else {
            out.literalHeader(length);
        }
    }

    private boolean writeLarge(FetchItem item, Stored source, ResponseWriter out, ContentReader store)
            throws MailStoreException {
        LiteralStream going = stream == null ? new LiteralStream(store, source) : stream;
        if (!withinLiteral) {
            literal(item, going.length(), out);
        }
        withinLiteral = going.writeNext(out);
        stream = withinLiteral ? going : null;
        return !withinLiteral;
    }

    private static void name(FetchItem item, ResponseWriter out) {
        if (item instanceof FetchItem.Rfc822 rfc822) {
            out.fetchRfc822(rfc822);
        } else if (item instanceof FetchItem.Binary binary) {
            out.fetchBinary(binary);
        } else {
            out.fetchSection((BodySection) item);
        }
    }

    private FetchValue value(FetchItem item) {
        if (item instanceof FetchItem.Flags) {
            return Objects.requireNonNull(flags, "flags");
        }
        if (item instanceof FetchItem.ModSeq) {
            return new FetchValue.ModSeq(modSeq);
        }
        if (item instanceof FetchItem.InternalDate) {
            return new FetchValue.InternalDate(message.internalDate());
        }
        if (item instanceof FetchItem.Rfc822Size) {
            return new FetchValue.Rfc822Size(message.size());
        }
        if (item instanceof FetchItem.EmailId) {
            return new FetchValue.EmailId(message.content());
        }
        if (item instanceof FetchItem.ThreadId) {
            return new FetchValue.ThreadId(Objects.requireNonNull(message.threadId(), "thread"));
        }
        if (item instanceof FetchItem.Annotations wanted) {
            return new FetchValue.Annotations(wanted.entries(), wanted.attributes(), annotations);
        }
        if (item instanceof FetchItem.Envelope) {
            return structure(Form.ENVELOPE);
        }
        if (item instanceof FetchItem.BodyStructure body) {
            return structure(body.extensible() ? Form.BODYSTRUCTURE : Form.BODY);
        }
        if (item instanceof FetchItem.Preview) {
            return new FetchValue.Preview(Objects.requireNonNull(message.preview(), "preview"));
        }
        if (item instanceof FetchItem.SaveDate) {
            return new FetchValue.SaveDate(Objects.requireNonNull(message.saved(), "saved"));
        }
        return new FetchValue.Uid(message.uid());
    }

    private FetchValue structure(Form form) {
        return new FetchValue.Structure(Objects.requireNonNull(message.forms(), "forms"), form);
    }
}
