package org.facteur.mailstore.sieve.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts decide, as a table: a script, and what becomes of the message. */
class ScriptTest {

    private static final String MESSAGE = """
            Return-Path: <sender@example.org>
            Received: from a by b; Sat, 28 Feb 2026 10:00:00 +0900
            Received: from c by a; Fri, 27 Feb 2026 23:00:00 -0500
            From: "Coyote, Wile E." <Coyote@Desert.example.org>
            To: roadrunner+fast@acme.example.com, =?utf-8?q?Andr=C3=A9?= <andre@example.com>
            Cc: undisclosed: ;
            Subject: =?utf-8?q?Caf=C3=A9?= offer 42 [dev] re*ply
            X-Priority: 007
            X-Empty:
            Date: Tue, 24 Feb 2026 08:05:09 -0700
            Content-Type: multipart/mixed; boundary=b

            preamble
            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            SGVsbG8gV8O2cmxkLCBjbGljayBoZXJl
            --b
            Content-Type: text/html

            <b>Missile</b> sale
            --b
            Content-Type: message/rfc822

            Subject: Inner secret

            within
            --b--
            epilogue
            """.replace("\n", "\r\n");

    private static Arguments row(String script, String decided) {
        return arguments(script, decided);
    }

    private static Arguments when(String require, String test, boolean holds) {
        return row("require [" + require + "\"fileinto\"]; if " + test + " { discard; }", holds ? "nothing" : "keep");
    }

    private static Arguments holds(String test) {
        return when("", test, true);
    }

    private static Arguments fails(String test) {
        return when("", test, false);
    }

    private static Arguments holds(String extension, String test) {
        return when("\"" + extension.replace(" ", "\", \"") + "\", ", test, true);
    }

    private static Arguments fails(String extension, String test) {
        return when("\"" + extension.replace(" ", "\", \"") + "\", ", test, false);
    }

    static Stream<Arguments> actions() {
        return Stream.of(
                row("", "keep"),
                row("# nothing\n/* at\n all */", "keep"),
                row("keep;", "keep"),
                row("KEEP; keep;", "keep"),
                row("discard;", "nothing"),
                row("discard; keep;", "keep"),
                row("redirect \"a@example.net\";", ">a@example.net"),
                row("redirect \"a@example.net\"; keep;", "keep >a@example.net"),
                row("require \"copy\"; redirect :copy \"a@example.net\";", "keep >a@example.net"),
                row("redirect \"a@example.net\"; redirect \"A@EXAMPLE.NET\";", ">a@example.net"),
                row(
                        "discard; redirect \"a@example.net\"; redirect \"b@example.net\";",
                        ">a@example.net >b@example.net"),
                row("require \"variables\"; set \"who\" \"bob\"; redirect \"${who}@example.net\";", ">bob@example.net"),
                row("require \"variables\"; redirect \"${none}@\";", "failed: it redirects to what is no address"),
                row(
                        "require [\"variables\", \"encoded-character\"]; set \"x\" \"a${hex:0d 0a}DATA\"; redirect"
                                + " \"${x}@b\";",
                        "failed: it redirects to what is no address"),
                row(
                        "require \"reject\"; redirect \"a@b\"; reject \"no\";",
                        "failed: it refuses the message and wants it filed or redirected"),
                row(
                        "require \"reject\"; reject \"no\"; redirect \"a@b\";",
                        "failed: it refuses the message and wants it redirected"),
                row("stop; discard;", "keep"),
                row("require \"fileinto\"; fileinto \"Lists\";", "Lists"),
                row("require \"fileinto\"; fileinto \"Lists\"; fileinto \"Lists\"; keep;", "Lists keep"),
                row("require \"fileinto\"; fileinto \"inbox\";", "keep"),
                row("require [\"fileinto\", \"copy\"]; fileinto :copy \"Lists\";", "Lists keep"),
                row("require [\"fileinto\", \"copy\"]; fileinto :copy \"Lists\"; discard;", "Lists"),
                row("require [\"fileinto\", \"mailbox\"]; fileinto :create \"New/One\";", "New/One!"),
                row("if true { discard; } else { keep; }", "nothing"),
                row("if false { discard; } elsif true { stop; } else { discard; } discard;", "keep"),
                row("if false { discard; } elsif false { discard; } else { stop; }", "keep"),
                row("if not anyof (false, not true) { if allof (true, true) { discard; } }", "nothing"),
                row("require \"reject\"; reject \"No thanks\";", "refused"),
                row("require \"ereject\"; ereject \"No thanks\"; stop;", "refused"),
                row(
                        "require [\"reject\", \"fileinto\"]; fileinto \"Lists\"; reject \"x\";",
                        "failed: it refuses the message and wants it filed or redirected"),
                row("require \"reject\"; reject \"x\"; keep;", "failed: it refuses the message and wants it filed"),
                row("require \"reject\"; reject \"x\"; discard;", "refused"));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                holds("header \"subject\" \"caf\u00e9 OFFER 42 [dev] re*ply\""),
                fails("header :comparator \"i;octet\" \"subject\" \"caf\u00e9 offer 42 [dev] re*ply\""),
                holds("header :contains [\"x-none\", \"SUBJECT\"] [\"nothing\", \"[DEV]\"]"),
                fails("header :contains \"subject\" \"offer  42\""),
                holds("header :contains \"x-empty\" \"\""),
                holds("header :is \"x-empty\" \"\""),
                fails("header :is \"x-none\" \"\""),
                holds("header :matches \"subject\" \"caf? offer * [*] re\\\\*ply\""),
                fails("header :matches \"subject\" \"caf? offer * [*] re\\\\?ply\""),
                holds("header :matches \"subject\" \"*\""),
                fails("header :matches \"subject\" \"offer*\""),
                holds("exists [\"from\", \"DATE\"]"),
                fails("exists [\"from\", \"x-none\"]"),
                holds("size :over 500"),
                fails("size :over 1K"),
                holds("size :under 1M"),
                fails("size :under 1"),
                holds("header :contains \"to\" \"Andr\u00e9\""),
                holds("index", "header :index 2 :contains \"received\" \"from c\""),
                fails("index", "header :index 1 :contains \"received\" \"from c\""),
                holds("index", "header :index 1 :last :contains \"received\" \"from c\""),
                fails("index", "header :index 3 :contains \"received\" \"from\""),
                holds("encoded-character", "header :contains \"subject\" \"${hex:43 61 66}${unicode:e9}\""),
                fails("header :contains \"subject\" \"${hex:43 61 66}\""),
                holds("encoded-character", "header :contains \"subject\" \"caf${unicode: 0000e9 }\""));
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
                holds("address \"from\" \"coyote@desert.EXAMPLE.org\""),
                holds("address :domain \"from\" \"desert.example.org\""),
                holds("address :localpart :is \"from\" \"coyote\""),
                fails("address \"from\" \"Coyote, Wile E.\""),
                holds("address :all :contains [\"to\", \"cc\"] \"andre@\""),
                fails("address :contains \"cc\" \"\""),
                holds("subaddress", "address :user \"to\" \"roadrunner\""),
                holds("subaddress", "address :detail \"to\" \"fast\""),
                fails("subaddress", "address :detail \"from\" \"\""),
                holds("envelope", "envelope \"from\" \"sender@example.org\""),
                holds("envelope", "envelope :domain \"to\" \"example.test\""),
                holds("envelope subaddress", "envelope :detail \"to\" \"tag\""),
                fails("envelope", "envelope \"from\" \"\""));
    }

    static Stream<Arguments> comparisons() {
        return Stream.of(
                holds("relational", "header :count \"ge\" \"received\" \"2\""),
                fails("relational", "header :count \"gt\" \"received\" \"2\""),
                holds("relational", "header :count \"eq\" \"x-none\" \"0\""),
                holds("relational", "address :count \"eq\" [\"to\", \"cc\"] \"2\""),
                holds(
                        "relational comparator-i;ascii-numeric",
                        "header :value \"lt\" :comparator \"i;ascii-numeric\" \"x-priority\" \"10\""),
                holds("comparator-i;ascii-numeric", "header :comparator \"i;ascii-numeric\" \"x-priority\" \"7\""),
                fails("comparator-i;ascii-numeric", "header :comparator \"i;ascii-numeric\" \"x-priority\" \"8\""),
                holds("comparator-i;ascii-numeric", "header :comparator \"i;ascii-numeric\" \"subject\" \"none\""),
                fails("relational", "header :value \"lt\" \"x-priority\" \"0\""),
                holds("relational", "header :value \"ne\" \"x-priority\" \"7\""),
                holds(
                        "relational comparator-i;octet",
                        "header :value \"gt\" :comparator \"i;octet\" \"x-priority\" \"006\""));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                holds("body", "body :contains \"w\u00f6rld\""),
                holds("body", "body :text :contains \"missile</B> SALE\""),
                fails("body", "body :text :contains \"epilogue\""),
                fails("body", "body :contains \"Inner secret\""),
                holds("body", "body :contains \"within\""),
                holds("body", "body :raw :contains \"SGVsbG8gV8O2\""),
                fails("body", "body :raw :contains \"X-Priority\""),
                holds("body", "body :content \"text/html\" :contains \"missile\""),
                fails("body", "body :content \"text/html\" :contains \"click\""),
                holds("body", "body :content [\"image\", \"text\"] :contains \"click here\""),
                holds("body", "body :content \"message/rfc822\" :contains \"Inner secret\""),
                holds("body", "body :content \"multipart\" :contains \"epilogue\""),
                holds("body", "body :content \"multipart/mixed\" :contains \"preamble\""),
                fails("body", "body :content \"image/\" :contains \"\""),
                holds("body relational", "body :content \"text\" :count \"eq\" \"3\""),
                holds("body", "body :text :matches \"Hello*here\""));
    }

    static Stream<Arguments> dates() {
        return Stream.of(
                holds("date", "date :originalzone \"date\" \"date\" \"2026-02-24\""),
                holds("date", "date :originalzone \"date\" \"hour\" \"08\""),
                holds("date", "date :zone \"+0000\" \"date\" \"time\" \"15:05:09\""),
                holds("date", "date :zone \"+0000\" \"date\" \"weekday\" \"2\""),
                holds("date", "date :originalzone \"date\" \"zone\" \"-0700\""),
                holds("date", "date :originalzone \"date\" \"iso8601\" \"2026-02-24T08:05:09-07:00\""),
                holds("date", "date :originalzone \"date\" \"std11\" \"Tue, 24 Feb 2026 08:05:09 -0700\""),
                holds("date", "date :zone \"+0000\" \"date\" \"julian\" \"61095\""),
                fails("date", "date \"x-none\" \"year\" \"2026\""),
                fails("date", "date \"subject\" \"year\" \"2026\""),
                holds("date", "date :zone \"+0900\" \"received\" \"date\" \"2026-02-28\""),
                holds("date index", "date :index 1 :last :originalzone \"received\" \"day\" \"27\""),
                holds("date", "currentdate :zone \"+0000\" \"date\" \"2026-03-01\""),
                holds("date", "currentdate :zone \"+0100\" \"date\" \"2026-03-02\""),
                holds("date", "currentdate :zone \"+0100\" \"weekday\" \"1\""),
                holds("date", "currentdate :zone \"+0000\" \"weekday\" \"0\""),
                holds("date relational", "currentdate :value \"ge\" :zone \"+0000\" \"month\" \"03\""));
    }

    static Stream<Arguments> variables() {
        return Stream.of(
                variable("set \"a\" \"Lists\"; fileinto \"${a}\";", "Lists"),
                variable("set \"a\" \"li\"; set \"B\" \"${A}sts\"; fileinto \"${b}\";", "lists"),
                variable("fileinto \"x${none}y${1}\";", "xy"),
                variable("fileinto \"${a\";", "${a"),
                variable("fileinto \"${0a}${a.b}\";", "${0a}${a.b}"),
                variable("if header :matches \"subject\" \"*offer*[*]*\" { fileinto \"${3}/${2}\"; }", "dev/ 42 "),
                variable("if header :matches \"subject\" \"*offer ?? [*]*\" { fileinto \"${4}/${2}${3}\"; }", "dev/42"),
                variable(
                        "if header :matches \"subject\" [\"nothing*\", \"Caf? *\"] { set :lower \"v\" \"${1}\";"
                                + " fileinto \"${v}\"; }",
                        "\u00e9"),
                variable(
                        "if anyof (header :matches \"x-priority\" \"*7\", header :matches \"subject\" \"*\") {"
                                + " fileinto \"p${1}\"; }",
                        "p00"),
                variable("if not header :matches \"subject\" \"x*\" { fileinto \"m${1}m\"; }", "mm"),
                variable("set :upperfirst :lower \"v\" \"ARCHIVE\"; fileinto \"${v}\";", "Archive"),
                variable("set :length \"v\" \"\uD83D\uDCE8bc\"; fileinto \"${v}\";", "3"),
                variable(
                        "set :quotewildcard \"v\" \"re*ply\"; if header :matches \"subject\" \"*${v}\" { discard; }",
                        "nothing"),
                variable("set \"v\" \"*\"; if header :matches \"subject\" \"${v}\" { discard; }", "nothing"),
                variable("if string :is \"${none}\" \"\" { discard; }", "nothing"),
                row(
                        "require [\"variables\", \"relational\"]; set \"a\" \"1\"; if string :count \"eq\" [\"${a}\","
                                + " \"${b}\"] \"1\" { discard; }",
                        "nothing"),
                row(
                        "require [\"variables\", \"encoded-character\"]; set \"a\" \"x\"; if string"
                                + " \"${unicode:24}{a}\" \"x\" { discard; }",
                        "nothing"),
                row("require \"fileinto\"; fileinto \"${a}\";", "${a}"));
    }

    private static Arguments variable(String script, String decided) {
        return row("require [\"variables\", \"fileinto\"]; " + script, decided);
    }

    static Stream<Arguments> flags() {
        return Stream.of(
                flag("setflag \"\\\\Seen\";", "keep(\\Seen)"),
                flag("addflag [\"\\\\flagged \\\\Seen\", \"$Work\"]; keep;", "keep(\\Flagged,\\Seen,$Work)"),
                flag("addflag \"a b\"; removeflag \"A\"; fileinto \"Lists\";", "Lists(b)"),
                flag("addflag \"a\"; fileinto :copy \"Lists\"; setflag \"b\";", "Lists(a) keep(b)"),
                flag("addflag \"a\"; keep :flags \"\\\\Deleted\";", "keep(\\Deleted)"),
                flag("keep :flags \"a\"; fileinto :flags [\"\"] \"Lists\"; keep :flags \"b\";", "keep(a,b) Lists"),
                flag("addflag \"\\\\Recent bad(one \\\\Unknown\"; keep;", "keep"),
                flag("addflag \"a\"; if hasflag \"A\" { discard; }", "nothing"),
                flag("addflag \"a\"; if hasflag :contains \"b\" { discard; }", "keep(a)"),
                flag("addflag \"a b\"; if hasflag :count \"eq\" \"2\" { discard; }", "nothing"),
                flag("addflag \"v\" \"x y\"; if hasflag \"v\" [\"z Y\"] { keep :flags \"${v}\"; }", "keep(x,y)"));
    }

    private static Arguments flag(String script, String decided) {
        return row(
                "require [\"imap4flags\", \"fileinto\", \"copy\", \"relational\", \"variables\"]; " + script, decided);
    }

    static Stream<Arguments> mailboxes() {
        return Stream.of(
                holds("mailbox", "mailboxexists \"Lists\""),
                holds("mailbox", "mailboxexists [\"Lists\", \"Archive/2026\", \"inbox\"]"),
                fails("mailbox", "mailboxexists [\"Lists\", \"None\"]"),
                fails("mailbox", "mailboxexists \"\""));
    }

    @ParameterizedTest
    @MethodSource({
        "actions",
        "headers",
        "addresses",
        "comparisons",
        "bodies",
        "dates",
        "variables",
        "flags",
        "mailboxes"
    })
    void decides(String script, String decided) throws Exception {
        if (decided.startsWith("failed: ")) {
            assertThatThrownBy(() -> ScriptRuns.run(script, MESSAGE))
                    .isInstanceOf(ScriptFailureException.class)
                    .hasMessage(decided.substring("failed: ".length()));
        } else {
            assertThat(ScriptRuns.said(ScriptRuns.run(script, MESSAGE))).isEqualTo(decided);
        }
    }

    @org.junit.jupiter.api.Test
    void theEmptyPathHasEmptyParts() throws Exception {
        String script =
                "require \"envelope\"; if allof (envelope \"from\" \"\", envelope :domain \"from\" \"\") { discard; }";
        assertThat(ScriptRuns.said(ScriptRuns.run(script, MESSAGE, new Envelope("", List.of("a@b")))))
                .isEqualTo("nothing");
    }

    @org.junit.jupiter.api.Test
    void aScriptEndsSoonWhateverItAsks() {
        String key = "*a".repeat(2000);
        String script = "if header :matches \"subject\" \"" + key + "*b\" { discard; }\n";
        String message = "Subject: " + "a".repeat(60_000) + "\r\n\r\n";
        assertThatThrownBy(() -> ScriptRuns.run(script.repeat(200), message))
                .isInstanceOf(ScriptFailureException.class)
                .hasMessage("it takes too long");
    }

    @org.junit.jupiter.api.Test
    void aVariableIsCutAndATextDoesNotGrowWithoutEnd() throws Exception {
        String doubling = "require \"variables\"; set \"a\" \"0123456789\"; "
                + "set \"a\" \"${a}${a}${a}${a}${a}${a}${a}${a}${a}${a}\"; ".repeat(4)
                + "set :length \"n\" \"${a}\"; if string \"${n}\" \"8192\" { discard; }";
        assertThatThrownBy(() -> ScriptRuns.run(doubling, MESSAGE)).hasMessageContaining("a text becomes longer");
        assertThat(ScriptRuns.said(ScriptRuns.run(doubling.replace("${a}${a}${a}${a}${a}\"", "${a}\""), MESSAGE)))
                .isEqualTo("nothing");
    }

    @org.junit.jupiter.api.Test
    void aMessageIsRedirectedToAFewAddressesOnly() throws Exception {
        String script = "redirect \"a@b\"; redirect \"c@b\"; redirect \"d@b\"; redirect \"e@b\";";
        assertThat(ScriptRuns.run(script, MESSAGE).redirects()).hasSize(Execution.MAX_REDIRECTS);
        assertThatThrownBy(() -> ScriptRuns.run(script + "redirect \"f@b\";", MESSAGE))
                .hasMessageContaining("more than 4");
    }

    @org.junit.jupiter.api.Test
    void whatHasComeBackIsKept() throws Exception {
        Envelope envelope = new Envelope("", List.of("a@b"), true);
        assertThat(ScriptRuns.said(ScriptRuns.run("redirect \"a@b\";", MESSAGE, envelope)))
                .isEqualTo("keep");
    }

    @org.junit.jupiter.api.Test
    void aMessageGoesToAFewMailboxesOnly() {
        StringBuilder script = new StringBuilder("require \"fileinto\";");
        for (int i = 0; i <= Execution.MAX_FILINGS; i++) {
            script.append("fileinto \"m").append(i).append("\";");
        }
        assertThatThrownBy(() -> ScriptRuns.run(script.toString(), MESSAGE)).hasMessageContaining("more than 32");
    }
}
