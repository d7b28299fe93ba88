package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.facteur.api.content.ContentId;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.facteur.imap.handler.SectionOctets.Filtered;
import org.facteur.imap.handler.SectionOctets.Known;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However many sections of a message are asked for, its octets are here once. */
class SectionOctetsTest {

    private static final byte[] HEADER = "Subject: x\r\nTo: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = "Subject: x\r\nTo: y\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final FetchedMessage FETCHED = new FetchedMessage(
            1, 1, 0, Instant.EPOCH, MESSAGE.length, new ContentId(1), null, null, HEADER, MESSAGE, null, null, null);

    private static SectionOctets octets(Section section, @Nullable Partial partial) {
        return SectionOctets.of(new BodySection(section, true, partial), FETCHED);
    }

    @Test
    void aPartOfAHeaderIsNotCopied() {
        assertThat(octets(new Section(List.of(), new Specifier.Header()), new Partial(2, 5)))
                .isInstanceOfSatisfying(Known.class, known -> {
                    assertThat(known.octets()).isSameAs(HEADER);
                    assertThat(known.from()).isEqualTo(2);
                    assertThat(known.to()).isEqualTo(7);
                });
    }

    @Test
    void aPartOfASmallMessageIsNotCopied() {
        assertThat(octets(Section.MESSAGE, new Partial(20, 500))).isInstanceOfSatisfying(Known.class, known -> {
            assertThat(known.octets()).isSameAs(MESSAGE);
            assertThat(known.from()).isEqualTo(20);
            assertThat(known.to()).isEqualTo(MESSAGE.length);
        });
    }

    @Test
    void fieldsArePickedWhenTheyAreTold() {
        Section fields = new Section(List.of(), new Specifier.HeaderFields(false, List.of("To")));

        assertThat(octets(fields, new Partial(1, 4))).isInstanceOfSatisfying(Filtered.class, filtered -> {
            assertThat(filtered.octets()).isSameAs(HEADER);
            Known known = filtered.known();
            assertThat(new String(known.octets(), known.from(), known.length(), StandardCharsets.US_ASCII))
                    .isEqualTo("o: y");
        });
    }
}
