package org.facteur.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.stream.Stream;
import org.facteur.api.message.MessageStructure;
import org.facteur.mailstore.mime.Fixtures.Fixture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every message of the test resources has the structure that stands beside it, however its octets come. */
class MimeFixturesTest {

    @TestFactory
    Stream<DynamicTest> everyMessageHasItsStructure() {
        return tests(fixture -> assertThat(
                        StructureText.of(Scans.whole(fixture.octets()).structure()))
                .isEqualTo(fixture.structure()));
    }

    @TestFactory
    Stream<DynamicTest> everyMessageIsTheSameOctetByOctet() {
        return tests(fixture -> Scans.assertSame(Scans.inPiecesOf(1, fixture.octets()), Scans.whole(fixture.octets())));
    }

    @TestFactory
    Stream<DynamicTest> everyMessageIsTheSameInTwoPiecesCutAnywhere() {
        return tests(fixture -> {
            byte[] octets = fixture.octets();
            ScannedMessage whole = Scans.whole(octets);
            for (int cut = 0; cut <= Math.min(octets.length, 2000); cut++) {
                Scans.assertSame(Scans.cutAt(cut, octets), whole);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyStructureObeysTheRulesOfOffsets() {
        return tests(fixture -> StructureRules.check(Scans.whole(fixture.octets())));
    }

    @TestFactory
    Stream<DynamicTest> everyStructureSurvivesItsEncoding() {
        return tests(fixture -> {
            MessageStructure structure = Scans.whole(fixture.octets()).structure();
            assertThat(StructureCodec.decode(StructureCodec.encode(structure))).isEqualTo(structure);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyMessageCutOffAnywhereHasAStructure() {
        return tests(fixture -> {
            for (int length = 0; length < Math.min(fixture.octets().length, 1000); length++) {
                StructureRules.check(Scans.whole(Arrays.copyOf(fixture.octets(), length)));
            }
        });
    }

    private interface Check {
        void of(Fixture fixture);
    }

    private static Stream<DynamicTest> tests(Check check) {
        return Fixtures.all().stream().map(fixture -> dynamicTest(fixture.name(), () -> check.of(fixture)));
    }
}
