package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.facteur.mailstore.mime.Fixtures.Fixture;

/** Whatever the octets, the scanner finds a structure that obeys the rules, and the same one however the octets come. */
class MimeScannerPropertyTest {

    private static final List<Fixture> FIXTURES = Fixtures.all();

    private static final List<String> FRAGMENTS = List.of(
            "\r\n",
            "\r\n",
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "--",
            "--b",
            "--b\r\n",
            "\r\n--b\r\n",
            "\r\n--b--\r\n",
            "--bc",
            "\r\n--bc\r\n",
            "--bc--",
            "-",
            " ",
            "\t",
            "text",
            ":",
            "Content-Type: ",
            "multipart/mixed; boundary=b\r\n\r\n",
            "Content-Type: multipart/digest; boundary=bc\r\n\r\n",
            "Content-Type: multipart/alternative; boundary=\"b\"\r\n",
            "Content-Type: message/rfc822\r\n\r\n",
            "message/global",
            "Content-Transfer-Encoding: base64\r\n",
            "Subject: s\r\n",
            "From: a <b@c>, d:e@f;\r\n",
            "boundary=",
            "\"",
            "(",
            ")",
            "\\",
            ";",
            "\0",
            "\u00ff");

    @Property(tries = 2000)
    void fragmentsOfMessages(@ForAll("fragments") String message, @ForAll long seed) {
        check(message.getBytes(ISO_8859_1), seed);
    }

    @Property(tries = 500)
    void anyOctets(@ForAll @Size(max = 600) byte[] message, @ForAll long seed) {
        check(message, seed);
    }

    @Property(tries = 1500)
    void messagesWithErrors(
            @ForAll("fixtures") Fixture fixture, @ForAll("mutations") List<Mutation> mutations, @ForAll long seed) {
        byte[] message = fixture.octets().clone();
        for (Mutation mutation : mutations) {
            message = mutation.applyTo(message);
        }
        check(message, seed);
    }

    private static void check(byte[] message, long seed) {
        assertThatCode(() -> {
                    ScannedMessage whole = Scans.whole(message);
                    StructureRules.check(whole);
                    Scans.assertSame(Scans.inRandomPieces(seed, message), whole);
                    Scans.assertSame(Scans.inPiecesOf(1, message), whole);
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(FRAGMENTS).list().ofMaxSize(60).map(fragments -> String.join("", fragments));
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        return Combinators.combine(Arbitraries.integers(), Arbitraries.integers(), Arbitraries.bytes())
                .as(Mutation::new)
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<Fixture> fixtures() {
        return Arbitraries.of(FIXTURES).filter(fixture -> fixture.octets().length < 5000);
    }
}
