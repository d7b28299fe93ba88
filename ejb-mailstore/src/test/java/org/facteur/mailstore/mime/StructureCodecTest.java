package org.facteur.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.facteur.api.message.MessageStructure;
import org.facteur.mailstore.mime.Fixtures.Fixture;
import org.junit.jupiter.api.Test;

/** The encoding of structures: small, lasting, and safe to decode. */
class StructureCodecTest {

    private static final List<Fixture> FIXTURES = Fixtures.all();

    /** What is in people's databases must be readable for ever: this never changes, but for a new version beside it. */
    @Test
    void theEncodingIsTheOneThatDatabasesHold() {
        byte[] encoded = StructureCodec.encode(Scans.text("From: a@b\nContent-Type: text/html; charset=utf-8\n\nhi\n")
                .structure());
        assertThat(HexFormat.of().formatHex(encoded))
                .isEqualTo("0103000000000100003e613e620000000002042801151600350401");
    }

    @Test
    void theWordsKeepTheirNumbers() {
        assertThat(StructureWords.COUNT).isEqualTo(60);
        for (int i = 0; i < StructureWords.COUNT; i++) {
            assertThat(StructureWords.indexOf(StructureWords.at(i))).isEqualTo(i);
        }
        assertThat(List.of(StructureWords.at(1), StructureWords.at(20), StructureWords.at(43), StructureWords.at(59)))
                .containsExactly("text", "charset", "base64", "name*");
    }

    @Test
    void aSimpleMessageTakesLittleMoreThanItsTexts() {
        MessageStructure structure = Scans.whole(Fixtures.octets("attachment")).structure();
        int texts = "Tue, 14 Jul 2026 09:30:00 +0200".length() * 2
                + "Report attachedAlice Examplealiceexample.testbobexample.test<att@example.test>".length()
                + "----=_Part_1.2report.pdfreport.pdf<part2@example.test>The report of the year12creation-date".length()
                + "Q2hlY2sgSW50ZWdyaXR5IQ==de-CHhttp://example.test/report.pdf".length();
        assertThat(StructureCodec.encode(structure).length - texts).isLessThan(100);
    }

    @Test
    void everyTruncationIsNoticed() {
        for (Fixture fixture : FIXTURES) {
            byte[] encoded = StructureCodec.encode(Scans.whole(fixture.octets()).structure());
            for (int length = 0; length < encoded.length; length++) {
                byte[] truncated = Arrays.copyOf(encoded, length);
                assertThatThrownBy(() -> StructureCodec.decode(truncated))
                        .isInstanceOf(CorruptStructureException.class);
            }
        }
    }

    @Test
    void octetsLeftOverAreNoticed() {
        byte[] encoded = StructureCodec.encode(Scans.text("\nbody").structure());
        assertThatThrownBy(() -> StructureCodec.decode(Arrays.copyOf(encoded, encoded.length + 1)))
                .isInstanceOf(CorruptStructureException.class)
                .hasMessage("octets are left over");
    }

    @Test
    void anotherVersionIsNoticed() {
        byte[] encoded = StructureCodec.encode(Scans.text("\nbody").structure());
        encoded[0] = 2;
        assertThatThrownBy(() -> StructureCodec.decode(encoded))
                .isInstanceOf(CorruptStructureException.class)
                .hasMessage("version 2 of the encoded structure is unknown");
    }

    @Property(tries = 5000)
    void octetsWithErrorsAreAStructureOrCorrupt(
            @ForAll("fixtures") Fixture fixture, @ForAll int place, @ForAll byte octet, @ForAll int kind) {
        byte[] encoded = StructureCodec.encode(Scans.whole(fixture.octets()).structure());
        decodesOrIsCorrupt(new Mutation(kind, place, octet).applyTo(encoded));
    }

    @Property(tries = 5000)
    void anyOctetsAreAStructureOrCorrupt(@ForAll @Size(max = 200) byte[] octets) {
        byte[] encoded = octets.clone();
        if (encoded.length > 0) {
            encoded[0] = 1;
        }
        decodesOrIsCorrupt(encoded);
    }

    private static void decodesOrIsCorrupt(byte[] encoded) {
        try {
            MessageStructure decoded = StructureCodec.decode(encoded);
            assertThat(StructureCodec.decode(StructureCodec.encode(decoded))).isEqualTo(decoded);
        } catch (CorruptStructureException e) {
            assertThat(e).hasMessageNotContainingAny("null");
        }
    }

    @Provide
    Arbitrary<Fixture> fixtures() {
        return Arbitraries.of(FIXTURES);
    }
}
