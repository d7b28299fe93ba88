package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.facteur.api.message.EmailAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Address lists as RFC 5322 defines them, and as people write them. */
class AddressSyntaxTest {

    @ParameterizedTest
    @MethodSource
    void aListIsReadAs(String value, String addresses) {
        assertThat(AddressSyntax.addresses(value).stream()
                        .map(StructureText::address)
                        .collect(joining(" ")))
                .isEqualTo(addresses);
    }

    static Stream<Arguments> aListIsReadAs() {
        return Stream.of(
                arguments("", ""),
                arguments("user@example.test", "(- \"user\" \"example.test\")"),
                arguments("<user@example.test>", "(- \"user\" \"example.test\")"),
                arguments("A User <user@example.test>", "(\"A User\" \"user\" \"example.test\")"),
                arguments("A  \t User<user@example.test>", "(\"A User\" \"user\" \"example.test\")"),
                arguments("\"A. \\\"User\\\\\" <u@h>", "(\"A. \\\"User\\\\\" \"u\" \"h\")"),
                arguments("\"Quoted\" Atom <u@h>", "(\"Quoted Atom\" \"u\" \"h\")"),
                arguments("John Q. Public <u@h>", "(\"John Q. Public\" \"u\" \"h\")"),
                arguments("[List] Name <u@h>", "(\"[List] Name\" \"u\" \"h\")"),
                arguments("=?utf-8?q?J=C3=B6rg?= <u@h>", "(\"=?utf-8?q?J=C3=B6rg?=\" \"u\" \"h\")"),
                arguments("u@h (Name)", "(\"Name\" \"u\" \"h\")"),
                arguments("u@h (Name (nested) \\) here)", "(\"Name (nested) ) here\" \"u\" \"h\")"),
                arguments("<u@h> (Name)", "(\"Name\" \"u\" \"h\")"),
                arguments("Real (comment) Name <u@h> (other)", "(\"Real Name\" \"u\" \"h\")"),
                arguments("(first) u@h", "(- \"u\" \"h\")"),
                arguments("u (c) @ (d) h . (e) test", "(- \"u\" \"h.test\")"),
                arguments("first . last @ h", "(- \"first.last\" \"h\")"),
                arguments("\"a b\"@h", "(- \"a b\" \"h\")"),
                arguments("\"a\".b@h", "(- \"a.b\" \"h\")"),
                arguments("u@[IPv6:2001:db8::1]", "(- \"u\" \"[IPv6:2001:db8::1]\")"),
                arguments("<@r:u@h>", "(- \"@r\" \"u\" \"h\")"),
                arguments("Name <@r1,@r2:u@h>", "(\"Name\" \"@r1,@r2\" \"u\" \"h\")"),
                arguments("<@r1 , , @r2 : u@h>", "(- \"@r1,@r2\" \"u\" \"h\")"),
                arguments("group:;", "(- \"group\" -) (- - -)"),
                arguments("A Group: a@h, B <b@h>;", "(- \"A Group\" -) (- \"a\" \"h\") (\"B\" \"b\" \"h\") (- - -)"),
                arguments("g:a@h;, c@h", "(- \"g\" -) (- \"a\" \"h\") (- - -) (- \"c\" \"h\")"),
                arguments("g:a@h", "(- \"g\" -) (- \"a\" \"h\") (- - -)"),
                arguments("\"Quoted: Group\": a@h;", "(- \"Quoted: Group\" -) (- \"a\" \"h\") (- - -)"),
                arguments("a@h b@h", "(- \"a\" \"h\")"),
                arguments(",a@h,,b@h,", "(- \"a\" \"h\") (- \"b\" \"h\")"),
                arguments("a@h;b@h", "(- \"a\" \"h\") (- \"b\" \"h\")"),
                arguments("root", "(- \"root\" \"\")"),
                arguments("undisclosed recipients", "(- \"undisclosed recipients\" \"\")"),
                arguments("<root>", "(- \"root\" \"\")"),
                arguments("user@", "(- \"user\" \"\")"),
                arguments("@host", "(- \"\" \"host\")"),
                arguments("<>", "(- \"\" \"\")"),
                arguments("<", "(- \"\" \"\")"),
                arguments("Name <u@h", "(\"Name\" \"u\" \"h\")"),
                arguments("Name <u@h, v@h", "(\"Name\" \"u\" \"h\") (- \"v\" \"h\")"),
                arguments("Name <<u@h>>", "(\"Name\" \"\" \"\")"),
                arguments("> ) a@h", "(\")\" \"a\" \"h\")"),
                arguments("Full Name u@h", "(\"Full Name\" \"u\" \"h\")"),
                arguments("\"u@h\" <u@h>", "(\"u@h\" \"u\" \"h\")"),
                arguments("\" \" x@h", "(\" \" \"x\" \"h\")"),
                arguments("u@h@i", "(- \"u\" \"h\")"));
    }

    @Property(tries = 10_000)
    void anyTextIsAListInWhichGroupsBeginAndEnd(@ForAll("values") String value) {
        List<EmailAddress> addresses = AddressSyntax.addresses(value);
        boolean inGroup = false;
        for (EmailAddress address : addresses) {
            if (address.host() == null) {
                assertThat(address.mailbox() == null).isEqualTo(inGroup);
                inGroup = !inGroup;
            } else {
                assertThat(address.mailbox()).isNotNull();
            }
        }
        assertThat(inGroup).isFalse();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings()
                .withChars("ab.@@<>,:;()\"\\[] \t")
                .withChars(new String(new byte[] {(byte) 0xC3, (byte) 0xBC}, ISO_8859_1).toCharArray())
                .ofMaxLength(40);
    }
}
