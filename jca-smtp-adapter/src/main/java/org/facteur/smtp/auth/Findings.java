package org.facteur.smtp.auth;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.content.MessageSource;
import org.facteur.smtp.auth.ForgedFields.Range;
import org.facteur.smtp.message.JoinedSource;

/** What has been found out about a message. */
public final class Findings {

    /** Gives parts of a message. */
    @FunctionalInterface
    public interface Parts {

        /** The octets from one place of the sender's on. */
        MessageSource part(long offset, long size);
    }

    private final byte[] field;
    private final List<Range> forged;

    private final String summary;

    /** @param summary a word for each result */
    Findings(byte[] field, String summary, List<Range> forged) {
        this.field = field.clone();
        this.summary = summary;
        this.forged = List.copyOf(forged);
    }

    /** The results alone, such as {@code spf=pass dkim=fail arc=none}. */
    public String summary() {
        return summary;
    }

    /**
     * The message as it is delivered: what was found stands at its top, and what its sender wrote in the name of this server is gone.
     *
     * @param own octets of this server before those of the sender
     * @param parts of the message as it came, with the own octets
     * @param size of it
     */
    public MessageSource written(int own, Parts parts, long size) {
        List<MessageSource> sources = new ArrayList<>();
        sources.add(MessageSource.of(field));
        long at = 0;
        for (Range range : forged) {
            sources.add(parts.part(at, own + range.from() - at));
            at = own + range.end();
        }
        sources.add(parts.part(at, size - at));
        return new JoinedSource(sources);
    }
}
