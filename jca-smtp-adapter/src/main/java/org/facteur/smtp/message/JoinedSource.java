package org.facteur.smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.facteur.api.content.MessageSource;

/** Several sources, one after the other. */
public record JoinedSource(List<MessageSource> sources) implements MessageSource {

    public JoinedSource {
        sources = List.copyOf(sources);
    }

    @Override
    public long size() {
        return sources.stream().mapToLong(MessageSource::size).sum();
    }

    @Override
    public InputStream open() throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (MessageSource source : sources) {
            streams.add(source.open());
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
