package org.facteur.sieve.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.facteur.api.sieve.ScriptName;
import org.facteur.sieve.command.SieveCommand.Authenticate;
import org.facteur.sieve.command.SieveCommand.HaveSpace;
import org.facteur.sieve.command.SieveCommand.Noop;
import org.facteur.sieve.command.SieveCommand.PutScript;
import org.facteur.sieve.command.SieveCommand.RenameScript;
import org.facteur.sieve.command.SieveCommand.SetActive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SieveSyntaxTest {

    private static SieveCommand parse(String text) throws SieveSyntaxException {
        return SieveSyntax.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void argumentsAreQuotedStringsLiteralsAndNumbers() throws Exception {
        assertThat(parse("havespace \"a\" 4294967295")).isEqualTo(new HaveSpace(new ScriptName("a"), 4294967295L));
        assertThat(parse("RenameScript {3+}\r\na\"b \"\\\"\\\\\""))
                .isEqualTo(new RenameScript(new ScriptName("a\"b"), new ScriptName("\"\\")));
        assertThat(parse("SETACTIVE \"\"")).isEqualTo(new SetActive(Optional.empty()));
        assertThat(parse("SETACTIVE {0+}\r\n")).isEqualTo(new SetActive(Optional.empty()));
        assertThat(parse("NOOP")).isEqualTo(new Noop(Optional.empty()));
        assertThat(parse("NOOP \"\u00e9\"")).isEqualTo(new Noop(Optional.of("\u00e9")));
    }

    @Test
    void aScriptIsAnyOctets() throws Exception {
        byte[] octets = "PUTSCRIPT \"a\" {4+}\r\n\0\u00ff\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((PutScript) SieveSyntax.parse(octets)).script()).containsExactly(0, 0xff, '\r', '\n');
    }

    @Test
    void aPasswordIsNotPrinted() throws Exception {
        assertThat(parse("AUTHENTICATE \"PLAIN\" \"c2VjcmV0\"").toString()).doesNotContain("c2VjcmV0");
        assertThat(parse("AUTHENTICATE \"PLAIN\" \"c2VjcmV0\""))
                .isEqualTo(new Authenticate("PLAIN", Optional.of("c2VjcmV0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " NOOP",
                "NOOP ",
                "NOOP  \"a\"",
                "NOOP a",
                "NOOP \"a",
                "NOOP \"a\\b\"",
                "NOOP \"a\"b",
                "NOOP \"a\" \"b\"",
                "NOOP {3+} \"a\"",
                "NOOP {9+}\r\nshort",
                "HAVESPACE \"a\" 4294967296",
                "HAVESPACE \"a\" x",
                "HAVESPACE \"a\" \"1\"",
                "PUTSCRIPT \"\" \"keep;\"",
                "PUTSCRIPT \"a\"",
                "GETSCRIPT \"a\tb\"",
                "LISTSCRIPTS \"a\"",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "NOOP1"
            })
    void whatTheGrammarDoesNotHaveIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(SieveSyntaxException.class);
    }
}
