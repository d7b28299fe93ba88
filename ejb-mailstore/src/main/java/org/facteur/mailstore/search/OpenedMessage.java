package org.facteur.mailstore.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.message.MessageStructure;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.mime.StructureCodec;
import org.facteur.mailstore.text.SearchableMessage;
import org.jspecify.annotations.Nullable;

/** A message whose head is in memory; what lies beyond is read as the search comes to it. */
final class OpenedMessage implements SearchableMessage {

    /** Octets in one read. */
    private static final int READ = 512 << 10;

    private final SearchContent content;
    private final byte @Nullable [] tail;
    private final ContentService contents;

    /** @param tail what lies beyond the head, if it has been read */
    OpenedMessage(SearchContent content, byte @Nullable [] tail, ContentService contents) {
        this.content = content;
        this.tail = tail;
        this.contents = contents;
    }

    @Override
    public MessageStructure structure() {
        return StructureCodec.decode(content.structure());
    }

    @Override
    public InputStream open(long offset, long length) {
        long end = Math.min(content.size(), offset + length);
        int headSize = content.head().length;
        if (end <= headSize) {
            return slice(content.head(), offset, end);
        }
        if (tail == null) {
            return new RangeStream(content.content(), contents, offset, end);
        }
        InputStream rest = slice(tail, Math.max(0, offset - headSize), end - headSize);
        return offset < headSize ? new SequenceInputStream(slice(content.head(), offset, headSize), rest) : rest;
    }

    private static InputStream slice(byte[] octets, long from, long to) {
        int start = (int) Math.min(from, to);
        return new ByteArrayInputStream(octets, start, (int) to - start);
    }

    /** Octets of a content as a stream, one bounded read at a time. */
    private static final class RangeStream extends InputStream {

        private final ContentId content;
        private final ContentService contents;
        private final long end;
        private long offset;
        private byte[] octets = {};
        private int position;

        RangeStream(ContentId content, ContentService contents, long offset, long end) {
            this.content = content;
            this.contents = contents;
            this.offset = offset;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            return fill() ? octets[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, octets.length - position);
            System.arraycopy(octets, position, buffer, from, count);
            position += count;
            return count;
        }

        /** Passes over octets that have not been read without reading them: attachments, mostly. */
        @Override
        public long skip(long count) {
            if (count <= 0) {
                return 0;
            }
            if (position < octets.length) {
                int skipped = (int) Math.min(count, octets.length - position);
                position += skipped;
                return skipped;
            }
            long skipped = Math.min(count, end - offset);
            offset += skipped;
            return skipped;
        }

        private boolean fill() throws IOException {
            if (position < octets.length) {
                return true;
            }
            if (offset >= end) {
                return false;
            }
            int length = (int) Math.min(READ, end - offset);
            try {
                octets = contents.read(List.of(new ContentRange(content, offset, length)))
                        .get(0);
            } catch (MailStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
            offset += length;
            position = 0;
            return octets.length > 0;
        }
    }
}
