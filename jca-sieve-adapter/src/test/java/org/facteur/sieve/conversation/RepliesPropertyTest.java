package org.facteur.sieve.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.facteur.sieve.command.SieveCommand.Noop;
import org.facteur.sieve.command.SieveSyntax;

class RepliesPropertyTest {

    @Property
    void whatTheServerWritesAsAStringIsReadAsTheSame(
            @ForAll @StringLength(max = 40) @Chars({'a', '"', '\\', '\u00e9', ' '}) String text) throws Exception {
        String command = "NOOP " + Replies.string(text);
        assertThat(((Noop) SieveSyntax.parse(command.getBytes(StandardCharsets.UTF_8))).tag())
                .hasValue(text);
    }
}
