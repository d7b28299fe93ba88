package org.facteur.mailstore.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.ScannedMessage.TextSample;
import org.jspecify.annotations.Nullable;

/**
 * Finds the MIME structure of a message of any size in one pass over its octets, in whatever pieces they come (RFC 2045, RFC
 * 2046). Memory is bounded by {@link #MAX_PARTS}, {@link #MAX_DEPTH} and the texts that a structure keeps, 512 KiB.
 *
 * <p>Not every message is well formed, and every message has a structure:
 *
 * <ul>
 *   <li>A line ends with LF, with or without a CR before it; the one before a boundary belongs to the boundary.
 *   <li>A line begins with a boundary if it begins with {@code --} and the text of the boundary parameter, whatever follows
 *       (RFC 2046 section 5.1.1). Of several the one that is the whole line counts, else the longest, else the innermost.
 *   <li>The boundary of an outer multipart ends all that is open within, headers and messages included; so does the end.
 *   <li>A header ends with an empty line, at a boundary or with the message. A line that is no field is passed over.
 *   <li>A part without Content-Type, or with one that cannot be read, is text/plain in US-ASCII; in multipart/digest one
 *       without is message/rfc822.
 *   <li>A multipart without boundary parameter or without parts has one empty part of text/plain, since clients expect one;
 *       so has one nested deeper than {@link #MAX_DEPTH}.
 *   <li>A message/rfc822 that is encoded or nested too deep is not looked into: it holds a message of no octets, without header.
 *   <li>What follows the part number {@link #MAX_PARTS} belongs to the multipart around it.
 * </ul>
 *
 * <p>Not thread-safe; one scanner scans one message.
 */
public final class MimeScanner {

    /** How deep parts are nested at most, the message itself counted. */
    public static final int MAX_DEPTH = 50;

    /** How many parts a message has at most. */
    public static final int MAX_PARTS = 10_000;

    /** Octets of a boundary that are compared; RFC 2046 allows 70. */
    public static final int MAX_BOUNDARY = 255;

    /** Octets kept of the beginning of a text part. */
    public static final int MAX_SAMPLE = 16 << 10;

    /** Text parts of which the beginning is kept. */
    public static final int MAX_SAMPLES = 3;

    /** Octets that decide whether a line begins with a boundary: two hyphens before and after, and the line end. */
    private static final int LOOKAHEAD = MAX_BOUNDARY + 6;

    private enum State {
        HEADER,
        BODY,
        /** Within a line that begins with a boundary; a part begins after it. */
        DELIMITER,
        /** Within a line that ends a multipart. */
        CLOSE_DELIMITER
    }

    private final TextBudget budget = new TextBudget();
    private final FieldBuffer field = new FieldBuffer();
    private final ByteArrayOutputStream headerBlock = new ByteArrayOutputStream(1024);
    private final List<TextSample> samples = new ArrayList<>(MAX_SAMPLES);

    /** Octets at the beginning of a line that do not decide yet what the line is. */
    private final byte[] carry = new byte[LOOKAHEAD];

    private int carried;
    private long position;
    private long lineEnds;
    private int lastLineEnd;
    private byte lastOctet;
    private int bufferStart;
    private boolean lineStart = true;

    private State state = State.HEADER;
    private OpenPart current;
    private final OpenPart root;
    private int parts = 1;
    private int boundaries;

    private @Nullable ByteArrayOutputStream sample;
    private @Nullable MessageStructure structure;

    public MimeScanner() {
        root = OpenPart.message(null, 0, budget);
        current = root;
    }

    /** Scans a stream up to its end; the caller closes it. */
    public static ScannedMessage scan(InputStream message) throws IOException {
        MimeScanner scanner = new MimeScanner();
        byte[] buffer = new byte[32 << 10];
        for (int length = message.read(buffer); length >= 0; length = message.read(buffer)) {
            scanner.feed(buffer, 0, length);
        }
        return scanner.finish();
    }

    /** Takes the next octets of the message; the array is not kept. */
    public void feed(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        int from = offset;
        int to = offset + length;
        while (carried > 0 && from < to) {
            from = feedCarried(octets, from, to);
        }
        if (from < to) {
            from = scan(octets, from, to, false);
            carried = to - from;
            System.arraycopy(octets, from, carry, 0, carried);
        }
    }

    /** Scans what was carried together with octets that follow it; where the scan goes on in the octets. */
    private int feedCarried(byte[] octets, int from, int to) {
        int before = carried;
        int added = Math.min(to - from, LOOKAHEAD - carried);
        System.arraycopy(octets, from, carry, carried, added);
        carried += added;
        int scanned = scan(carry, 0, carried, false);
        if (scanned == 0) {
            return from + added;
        }
        carried = 0;
        return from + scanned - before;
    }

    /** Ends the message; the scanner is of no more use. */
    public ScannedMessage finish() {
        scan(carry, 0, carried, true);
        carried = 0;
        afterBoundaryLine();
        endField();
        closeUpTo(null, position, 0);
        return new ScannedMessage(
                Objects.requireNonNull(structure),
                position,
                headerBlock.size() <= FetchedMessage.MAX_HEADER ? headerBlock.toByteArray() : null,
                root.references(),
                samples);
    }

    /** Scans octets up to the end, or to the beginning of a line that cannot be told yet; where it stopped. */
    private int scan(byte[] octets, int from, int to, boolean last) {
        bufferStart = from;
        long shift = position - from;
        int i = from;
        while (i < to) {
            if (lineStart) {
                if (needsMore(octets, i, to, last)) {
                    break;
                }
                if (!beginsBoundary(octets, i, to, shift) && state == State.HEADER) {
                    if (isEmptyLine(octets, i, to)) {
                        i = endHeader(octets, i, shift);
                        continue;
                    }
                    if (octets[i] != ' ' && octets[i] != '\t') {
                        endField();
                    }
                }
                lineStart = false;
            }
            i = state == State.BODY ? bodyLines(octets, i, to) : line(octets, i, to, shift);
        }
        if (i > from) {
            lastOctet = octets[i - 1];
            position = shift + i;
        }
        return i;
    }

    private boolean needsMore(byte[] octets, int i, int to, boolean last) {
        if (last) {
            return false;
        }
        byte first = octets[i];
        if (first == '\r') {
            return state == State.HEADER && i + 1 == to;
        }
        if (first != '-' || boundaries == 0 || (i + 1 < to && octets[i + 1] != '-')) {
            return false;
        }
        return to - i < LOOKAHEAD && indexOfLineFeed(octets, i, to) == to;
    }

    private static boolean isEmptyLine(byte[] octets, int i, int to) {
        return octets[i] == '\n' || (octets[i] == '\r' && i + 1 < to && octets[i + 1] == '\n');
    }

    /** The rest of a line of a header, or of one that begins with a boundary. */
    private int line(byte[] octets, int i, int to, long shift) {
        int lineFeed = indexOfLineFeed(octets, i, to);
        int end = Math.min(to, lineFeed + 1);
        if (state == State.HEADER) {
            field.append(octets, i, end);
            captureHeader(octets, i, end);
        }
        if (lineFeed < to) {
            endLine(octets, lineFeed);
            position = shift + end;
            afterBoundaryLine();
        }
        return end;
    }

    /** Lines of a body, up to one that may begin with a boundary. */
    private int bodyLines(byte[] octets, int from, int to) {
        int i = from;
        while (i < to) {
            int lineFeed = indexOfLineFeed(octets, i, to);
            if (lineFeed == to) {
                i = to;
                break;
            }
            endLine(octets, lineFeed);
            i = lineFeed + 1;
            if (i == to || (boundaries > 0 && octets[i] == '-')) {
                break;
            }
            lineStart = false;
        }
        if (sample != null) {
            sample.write(octets, from, Math.min(i - from, MAX_SAMPLE + 2 - sample.size()));
        }
        return i;
    }

    private void endLine(byte[] octets, int lineFeed) {
        byte before = lineFeed > bufferStart ? octets[lineFeed - 1] : lastOctet;
        lastLineEnd = before == '\r' ? 2 : 1;
        lineEnds++;
        lineStart = true;
    }

    private static int indexOfLineFeed(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && octets[i] != '\n') {
            i++;
        }
        return i;
    }

    private void captureHeader(byte[] octets, int from, int to) {
        if (current == root && headerBlock.size() <= FetchedMessage.MAX_HEADER) {
            headerBlock.write(octets, from, to - from);
        }
    }

    private void endField() {
        if (!field.isEmpty()) {
            current.field(field);
            field.clear();
        }
    }

    /** Takes the empty line that ends a header; where the body begins. */
    private int endHeader(byte[] octets, int i, long shift) {
        int end = octets[i] == '\n' ? i + 1 : i + 2;
        captureHeader(octets, i, end);
        endField();
        endLine(octets, end - 1);
        beginBody(shift + end);
        return end;
    }

    private void beginBody(long offset) {
        state = State.BODY;
        current.beginBody(offset, lineEnds);
        boolean deep = current.depth >= MAX_DEPTH;
        if (current.isMultipart()) {
            if (!deep && current.openBoundary()) {
                boundaries++;
            }
        } else if (current.holdsMessage()) {
            if (!deep && parts < MAX_PARTS) {
                parts++;
                current = OpenPart.message(current, offset, budget);
                state = State.HEADER;
            }
        } else if (current.isReadable() && samples.size() < MAX_SAMPLES) {
            sample = new ByteArrayOutputStream();
        }
    }

    /** Ends what the line at this place ends, if it begins with a boundary. */
    private boolean beginsBoundary(byte[] octets, int i, int to, long shift) {
        if (boundaries == 0 || octets[i] != '-' || i + 1 >= to || octets[i + 1] != '-') {
            return false;
        }
        int start = i + 2;
        int end = indexOfLineFeed(octets, start, to);
        while (end > start && (octets[end - 1] == ' ' || octets[end - 1] == '\t' || octets[end - 1] == '\r')) {
            end--;
        }
        OpenPart multipart = multipartOf(octets, start, end);
        if (multipart == null) {
            return false;
        }
        endField();
        closeUpTo(multipart, shift + i, lastLineEnd);
        int after = start + Objects.requireNonNull(multipart.boundary()).length;
        if (end - after >= 2 && octets[after] == '-' && octets[after + 1] == '-') {
            multipart.closeBoundary();
            boundaries--;
            state = State.CLOSE_DELIMITER;
        } else {
            state = State.DELIMITER;
        }
        return true;
    }

    /** The multipart whose boundary the line begins with; null if there is none. */
    private @Nullable OpenPart multipartOf(byte[] octets, int start, int end) {
        int length = end - start;
        boolean hyphens = length >= 2 && octets[end - 1] == '-' && octets[end - 2] == '-';
        OpenPart best = null;
        int longest = 0;
        for (OpenPart part = current; part != null; part = part.parent) {
            byte[] boundary = part.boundary();
            if (boundary != null
                    && boundary.length > longest
                    && boundary.length <= length
                    && Arrays.equals(octets, start, start + boundary.length, boundary, 0, boundary.length)) {
                best = part;
                longest = boundary.length;
                if (longest == length || (hyphens && longest == length - 2)) {
                    break;
                }
            }
        }
        return best;
    }

    private void afterBoundaryLine() {
        if (state == State.DELIMITER && parts < MAX_PARTS) {
            parts++;
            current = OpenPart.part(current, position, budget);
            state = State.HEADER;
        } else if (state != State.HEADER) {
            state = State.BODY;
        }
    }

    /** Closes the parts within one, or all. */
    private void closeUpTo(@Nullable OpenPart multipart, long end, int lineEnd) {
        OpenPart part = current;
        while (part != multipart && part != null) {
            if (part.boundary() != null) {
                boundaries--;
            }
            MimePart closed = part.close(end, lineEnd, lineEnds);
            keepSample(closed);
            MessageStructure message = part.asMessage(closed);
            if (part.parent == null) {
                structure = message;
            } else if (message != null) {
                part.parent.holds(message);
            } else {
                part.parent.add(closed);
            }
            part = part.parent;
        }
        if (part != null) {
            current = part;
        }
    }

    /** The innermost part is closed first, and the sample is its own. */
    private void keepSample(MimePart closed) {
        if (sample != null) {
            int length = (int) Math.min(Math.min(closed.bodySize(), MAX_SAMPLE), sample.size());
            samples.add(new TextSample(closed, Arrays.copyOf(sample.toByteArray(), length)));
            sample = null;
        }
    }
}
