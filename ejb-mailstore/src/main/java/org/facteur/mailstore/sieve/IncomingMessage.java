package org.facteur.mailstore.sieve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;
import org.facteur.mailstore.sieve.script.FilteredMessage;
import org.facteur.mailstore.text.PartTexts;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the store, as scripts see it: its header is read once for all of its recipients, and its body when
 * a script asks for it, both from where it waits to be stored. Of the header there is no more than
 * {@link FetchedMessage#MAX_HEADER}.
 */
public final class IncomingMessage implements FilteredMessage {

    private final byte[] prefix;
    private final MessageSource source;
    private final MessageStructure structure;
    private final long size;
    private final Instant received;
    private @Nullable Map<String, List<String>> fields;

    /**
     * @param prefix octets that come before those of the source
     * @param structure of both together
     * @param size octets of both together
     */
    public IncomingMessage(
            byte[] prefix, MessageSource source, MessageStructure structure, long size, Instant received) {
        this.prefix = prefix;
        this.source = source;
        this.structure = structure;
        this.size = size;
        this.received = received;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Instant received() {
        return received;
    }

    @Override
    public List<String> fields(String name) throws IOException {
        Map<String, List<String>> known = fields;
        if (known == null) {
            known = readHeader();
            fields = known;
        }
        return known.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private Map<String, List<String>> readHeader() throws IOException {
        Map<String, List<String>> read = new HashMap<>();
        int octets = 0;
        try (InputStream message = open(0)) {
            HeaderFieldReader reader = new HeaderFieldReader(message);
            for (HeaderField field = reader.next(); field != null; field = reader.next()) {
                octets += field.name().length() + field.value().length();
                if (octets > FetchedMessage.MAX_HEADER) {
                    break;
                }
                read.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(field.value());
            }
        }
        return read;
    }

    @Override
    public List<String> rawBody() throws IOException {
        MimePart root = structure.root();
        if (root.bodySize() == 0) {
            return List.of();
        }
        try (InputStream body = open(root.bodyStart())) {
            return List.of(PartTexts.readRaw(body));
        }
    }

    @Override
    public List<String> parts(Predicate<MimePart> wanted) throws IOException {
        MimePart root = structure.root();
        try (InputStream body = open(root.bodyStart())) {
            return PartTexts.read(body, root, wanted);
        }
    }

    private InputStream open(long offset) throws IOException {
        InputStream message = new SequenceInputStream(new ByteArrayInputStream(prefix), source.open());
        try {
            message.skipNBytes(offset);
            return message;
        } catch (IOException e) {
            message.close();
            throw e;
        }
    }
}
