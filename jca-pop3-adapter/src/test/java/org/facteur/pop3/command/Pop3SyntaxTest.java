package org.facteur.pop3.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.facteur.api.account.Secret;
import org.facteur.pop3.command.Pop3Command.Auth;
import org.facteur.pop3.command.Pop3Command.Lang;
import org.facteur.pop3.command.Pop3Command.ListSizes;
import org.facteur.pop3.command.Pop3Command.Pass;
import org.facteur.pop3.command.Pop3Command.Quit;
import org.facteur.pop3.command.Pop3Command.Top;
import org.facteur.pop3.command.Pop3Command.User;
import org.facteur.pop3.command.Pop3Command.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pop3SyntaxTest {

    private static Pop3Command parse(String line) throws Pop3SyntaxException {
        return Pop3Syntax.parse(line.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("quit", new Quit()),
                Arguments.of("QUIT ", new Quit()),
                Arguments.of("List", new ListSizes(OptionalInt.empty())),
                Arguments.of("LIST 12", new ListSizes(OptionalInt.of(12))),
                Arguments.of("LIST 4294967296", new ListSizes(OptionalInt.of(Integer.MAX_VALUE))),
                Arguments.of("TOP 3 0", new Top(3, 0)),
                Arguments.of("USER jörg@example.test", new User("jörg@example.test")),
                Arguments.of("USER two words", new User("two words")),
                Arguments.of("PASS  a b ", new Pass(new Secret(" a b "))),
                Arguments.of("utf8", new Utf8()),
                Arguments.of("LANG", new Lang(Optional.empty())),
                Arguments.of("LANG *", new Lang(Optional.of("*"))),
                Arguments.of("AUTH", new Auth(Optional.empty(), Optional.empty())),
                Arguments.of("AUTH PLAIN", new Auth(Optional.of("PLAIN"), Optional.empty())),
                Arguments.of("AUTH PLAIN =", new Auth(Optional.of("PLAIN"), Optional.of("="))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasItsForm(String line, Pop3Command command) throws Exception {
        assertThat(parse(line)).isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "QUITS",
                " QUIT",
                "STAT 1",
                "RETR",
                "RETR 0",
                "RETR x",
                "RETR  1",
                "TOP 1",
                "TOP 1 2 3",
                "TOP 1 -2",
                "LIST +1",
                "LIST 1.5",
                "USER",
                "USER ",
                "PASS",
                "PASS ",
                "AUTH A B C",
                "UTF8 USER",
                "LANG en fr",
                "UIDL ١"
            })
    void whatIsNoCommandIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(Pop3SyntaxException.class);
    }

    @Test
    void aPasswordNeverPrints() throws Exception {
        assertThat(parse("PASS secret").toString()).doesNotContain("secret");
    }

    @Test
    void anEndlessNameIsRefused() {
        assertThatThrownBy(() -> parse("USER " + "x".repeat(2000)))
                .isInstanceOf(Pop3SyntaxException.class)
                .hasMessage("The name is too long");
    }
}
