package org.facteur.sieve.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SieveFramerPropertyTest {

    @Property(tries = 3000)
    void howTheOctetsArriveMakesNoDifference(
            @ForAll @StringLength(max = 60) @Chars({'a', '"', '{', '1', '2', '+', '}', '\r', '\n', '\0', ' '})
                    String text,
            @ForAll @IntRange(min = 1, max = 9) int piece) {
        assertThat(SieveFramerTest.frames(new SieveFramer(20), text, piece))
                .isEqualTo(SieveFramerTest.frames(new SieveFramer(20), text, text.length() + 1));
    }

    @Property
    void everyLiteralIsPartOfItsCommand(
            @ForAll @Size(min = 1, max = 5)
                    List<@StringLength(max = 30) @CharRange(from = '\0', to = '\u00ff') String> literals) {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String literal : literals) {
            String command = "X {" + literal.length() + "+}\r\n" + literal;
            expected.add(command);
            text.append(command).append("\r\n");
        }
        SieveFramer framer = new SieveFramer(30);
        framer.loggedIn(true);
        assertThat(SieveFramerTest.frames(framer, text.toString(), 7)).isEqualTo(expected);
    }
}
