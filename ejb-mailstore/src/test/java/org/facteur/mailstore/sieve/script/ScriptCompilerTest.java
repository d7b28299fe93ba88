package org.facteur.mailstore.sieve.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptCompilerTest {

    /** Words that scripts are made of, to put together at random. */
    private static final String[] WORDS = {
        "require",
        "if",
        "elsif",
        "else",
        "stop",
        "keep",
        "discard",
        "fileinto",
        "setflag",
        "set",
        "header",
        "address",
        "not",
        "allof",
        "anyof",
        "true",
        "exists",
        "size",
        "body",
        "date",
        "hasflag",
        ":is",
        ":contains",
        ":matches",
        ":count",
        ":over",
        ":copy",
        ":index",
        ":flags",
        ":comparator",
        ":content",
        "\"fileinto\"",
        "\"variables\"",
        "[\"imap4flags\", \"body\"]",
        "\"a\"",
        "\"${a}\"",
        "\"i;octet\"",
        "1K",
        "7",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        ";",
        ";",
        ";",
        "text:\nx\n.\n",
        "# c\n",
        "/* c */"
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    keep                                       | line 1: There should be ; before the end
                    ^keep                                      | line 2: There should be ; before the end
                    keep;;                                     | line 1: A command is missing before ;
                    unheard-of;                                | line 1: This character is not allowed here
                    unheardof;                                 | line 1: There is no command 'unheardof'
                    if unheardof { stop; }                     | line 1: There is no test 'unheardof'
                    require "x";                               | line 1: The extension 'x' is not supported
                    require ["copy", "vacation"];              | line 1: The extension 'vacation' is not supported
                    keep; require "copy";                      | line 1: require stands before every other command
                    require;                                   | line 1: require: It takes the names of extensions
                    fileinto "a";                              | line 1: fileinto needs require "fileinto"
                    require "fileinto"; fileinto :copy "a";    | line 1: :copy needs require "copy"
                    require "fileinto"; fileinto;              | line 1: fileinto: The mailbox is missing
                    require "fileinto"; fileinto 1;            | line 1: fileinto: The mailbox must be a string
                    require "fileinto"; fileinto ["a"];        | line 1: fileinto: The mailbox must be a string
                    require "fileinto"; fileinto "a" "b";      | line 1: fileinto: There are too many arguments
                    require "fileinto"; fileinto "a//b";       | line 1: fileinto: No mailbox can have the name 'a//b'
                    require "fileinto"; fileinto :x "a";       | line 1: fileinto: :x is not known here
                    keep "a";                                  | line 1: keep: There are too many arguments
                    keep { stop; }                             | line 1: 'keep' takes no test and no block
                    redirect "a";                              | line 1: redirect: 'a' is no address
                    redirect;                                  | line 1: redirect: The address is missing
                    redirect :copy "a@b";                      | line 1: :copy needs require "copy"
                    redirect ["a@b", "c@d"];                   | line 1: redirect: The address must be a string
                    if true;                                   | line 1: if: It takes a test and a block
                    if { stop; }                               | line 1: if: It takes a test and a block
                    else { stop; }                             | line 1: else follows an if
                    if true { stop; } else true { stop; }      | line 1: else: It takes a block
                    if not { stop; }                           | line 1: not: It takes one test
                    if allof { stop; }                         | line 1: allof: It takes tests
                    if true(false) { stop; }                   | line 1: true: It takes no test
                    if size 1 { stop; }                        | line 1: size: It is either :over or :under
                    if size :over "1" { stop; }                | line 1: size: The size must be a number
                    if size :over 99999G { stop; }             | line 1: The number is too large
                    if header :is :contains "a" "b" { stop; }  | line 1: header: One match type will do
                    if header :comparator "x" "a" "b" { stop; } | line 1: header: There is no such comparator
                    if header :comparator "i;ascii-numeric" "a" "b" { stop; } | line 1: header: This comparator needs require "comparator-i;ascii-numeric"
                    require "comparator-i;ascii-numeric"; if header :contains :comparator "i;ascii-numeric" "a" "b" { stop; } | line 1: header: This comparator compares whole texts only
                    if header :count "eq" "a" "1" { stop; }    | line 1: header: :count needs require "relational"
                    require "relational"; if header :count "x" "a" "1" { stop; } | line 1: header: There is no such relation
                    if header :index 1 "a" "b" { stop; }       | line 1: :index needs require "index"
                    require "index"; if header :last "a" "b" { stop; } | line 1: header: :last stands with :index
                    if address "subject" "a" { stop; }         | line 1: address: The field 'subject' holds no addresses
                    if envelope "from" "a" { stop; }           | line 1: envelope needs require "envelope"
                    require "envelope"; if envelope "auth" "a" { stop; } | line 1: envelope: Of the envelope there are "from" and "to"
                    require "date"; if date "date" "x" "a" { stop; } | line 1: date: A date has no such part
                    require "date"; if date :zone "CET" "date" "year" "a" { stop; } | line 1: date: A time zone is written like +0100
                    require "variables"; set "1a" "x";         | line 1: set: '1a' names no variable that can be set
                    require "variables"; set :lower :upper "a" "x"; | line 1: set: :upper stands with another that says otherwise
                    setflag "a";                               | line 1: Changing flags needs require "imap4flags"
                    require "imap4flags"; setflag "a" "b";     | line 1: Changing the flags of a variable needs require "variables"
                    require "encoded-character"; if header "a" "${unicode:d800}" { stop; } | line 1: U+d800 is no character
                    if header "a                               | line 1: A string does not end
                    require "fileinto"; fileinto text:^a       | line 1: A text does not end with a line of a full stop
                    /* keep;                                   | line 1: A comment does not end
                    """)
    void saysWhatIsWrongAndWhere(String script, String remark) {
        assertThatThrownBy(() -> compile(script.strip().replace("^", "\n")))
                .isInstanceOfSatisfying(
                        InvalidScriptException.class,
                        e -> assertThat(e.remark()).isEqualTo(remark));
    }

    private static Script compile(String script) throws InvalidScriptException {
        return ScriptCompiler.compile(script.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Extension.class)
    void whatIsAdvertisedCanBeRequired(Extension extension) throws Exception {
        compile("require [\"" + extension.wireName() + "\", \"comparator-i;octet\", \"comparator-i;ascii-casemap\"];");
    }

    @org.junit.jupiter.api.Test
    void nestingHasAnEnd() throws Exception {
        compile("if not ".repeat(1) + "not ".repeat(20) + "true { stop; }");
        assertThatThrownBy(() -> compile("if " + "not ".repeat(40_000) + "true { stop; }"))
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> compile("if true {".repeat(10_000) + "}".repeat(10_000)))
                .hasMessageContaining("nested");
    }

    @org.junit.jupiter.api.Test
    void aScriptIsUtf8WithoutNul() {
        assertThatThrownBy(() -> ScriptCompiler.compile(new byte[] {'#', (byte) 0xFF, '\n'}))
                .hasMessage("A script is UTF-8");
        assertThatThrownBy(() -> compile("\n#\0"))
                .isInstanceOfSatisfying(
                        InvalidScriptException.class,
                        e -> assertThat(e.remark()).isEqualTo("line 2: NUL is not allowed"));
    }

    @org.junit.jupiter.api.Test
    void linesEndInAnyWayAndStringsHaveCrlf() throws Exception {
        String script = "require \"variables\";%if string \"a%b\" text:%a%b%.%{ discard; }";
        for (String lineEnd : new String[] {"\n", "\r\n"}) {
            String text = script.replace("text:%a%b%.%", "\"a\r\nb\"").replace("%", lineEnd);
            assertThat(ScriptRuns.said(ScriptRuns.run(text, "Subject: x\r\n\r\n")))
                    .isEqualTo("nothing");
            String multi =
                    "require \"variables\";%if string text:%..a%b%.% [\".a%b%\"] { discard; }".replace("%", lineEnd);
            assertThat(ScriptRuns.said(ScriptRuns.run(multi, "Subject: x\r\n\r\n")))
                    .isEqualTo("nothing");
        }
    }

    @Property(tries = 5000)
    void anyWordsAreAScriptOrRefused(@ForAll @Size(max = 40) byte[] choice) throws Exception {
        StringBuilder text = new StringBuilder();
        for (byte each : choice) {
            text.append(WORDS[Math.floorMod(each, WORDS.length)]).append(' ');
        }
        runOrRefuse(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 5000)
    void anyOctetsAreAScriptOrRefused(@ForAll @Size(max = 60) byte[] octets) throws Exception {
        runOrRefuse(octets);
    }

    private static void runOrRefuse(byte[] octets) throws Exception {
        try {
            ScriptCompiler.compile(octets)
                    .run(
                            ScriptRuns.message("Subject: x\r\n\r\nbody\r\n"),
                            new Envelope("a@b", java.util.List.of("c@d")),
                            name -> false);
        } catch (InvalidScriptException e) {
            assertThat(e.remark()).matches("line [0-9]+: [ -~]+").hasSizeLessThan(200);
        } catch (ScriptFailureException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }
}
