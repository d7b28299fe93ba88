package org.facteur.smtp.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.api.smtp.BodyType;
import org.facteur.smtp.command.EsmtpParameter.Body;
import org.facteur.smtp.command.EsmtpParameter.Size;
import org.facteur.smtp.command.EsmtpParameter.SubmittedBy;
import org.facteur.smtp.reply.SmtpRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

    @Test
    void commandsWithoutArguments() throws Exception {
        assertThat(parse("DATA")).isEqualTo(new SmtpCommand.Data());
        assertThat(parse("rset")).isEqualTo(new SmtpCommand.Rset());
        assertThat(parse("Quit")).isEqualTo(new SmtpCommand.Quit());
        assertThat(parse("STARTTLS")).isEqualTo(new SmtpCommand.StartTls());
        assertThat(parse("NOOP whatever it is")).isEqualTo(new SmtpCommand.Noop());
    }

    @Test
    void trailingSpacesAreBorne() throws Exception {
        assertThat(parse("QUIT  ")).isEqualTo(new SmtpCommand.Quit());
        assertThat(parse("EHLO client.example ")).isEqualTo(new SmtpCommand.Ehlo("client.example"));
        assertThat(parse("MAIL FROM:<> ")).isEqualTo(new SmtpCommand.Mail(new ReversePath.Null(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.example",
                "localhost",
                "my_laptop",
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "::1",
                "a.b.",
                "xn--bcher-kva.example"
            })
    void clientsCallThemselvesMuch(String name) throws Exception {
        assertThat(parse("EHLO " + name)).isEqualTo(new SmtpCommand.Ehlo(name));
        assertThat(parse("helo " + name)).isEqualTo(new SmtpCommand.Helo(name));
        assertThat(parse("Lhlo " + name)).isEqualTo(new SmtpCommand.Lhlo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EHLO", "EHLO ", "EHLO a b", "EHLO (comment)", "EHLO a\tb", "EHLO [1.2.3.4", "HELO \u00c3\u00bc"
            })
    void aNameThatWouldDisturbAHeaderIsRefusedWithoutAnEnhancedCode(String line) {
        SmtpRefusal refusal = refusal(line);
        assertThat(refusal.reply().code()).isEqualTo(501);
        assertThat(refusal.reply().enhanced()).isNull();
    }

    @Test
    void mailWithParameters() throws Exception {
        assertThat(parse("MAIL FROM:<alice@example.test> SIZE=1000 BODY=8BITMIME AUTH=bob+40example.test"))
                .isEqualTo(new SmtpCommand.Mail(
                        new Mailbox("alice", "example.test"),
                        List.of(
                                new Size(1000),
                                new Body(BodyType.EIGHT_BIT_MIME),
                                new SubmittedBy("bob@example.test"))));
        assertThat(parse("mail from: <alice@example.test>  body=7bit"))
                .isEqualTo(new SmtpCommand.Mail(
                        new Mailbox("alice", "example.test"), List.of(new Body(BodyType.SEVEN_BIT))));
        assertThat(parse("MAIL FROM:<> AUTH=<>"))
                .isEqualTo(new SmtpCommand.Mail(new ReversePath.Null(), List.of(new SubmittedBy(""))));
        assertThat(parse("MAIL FROM:<> SIZE=99999999999999999999"))
                .isEqualTo(new SmtpCommand.Mail(new ReversePath.Null(), List.of(new Size(Long.MAX_VALUE))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@example.test",
                "Bob@EXAMPLE.test",
                "bob+tag@example.test",
                "b.o.b@example.test",
                "bob@127.0.0.1",
                "bob@localhost",
                "!#$%&'*+-/=?^_`{|}~@example.test"
            })
    void plainAddresses(String address) throws Exception {
        assertThat(recipient("<" + address + ">")).isEqualTo(address);
    }

    @Test
    void everyFormOfAnAddressHasOneText() throws Exception {
        assertThat(recipient("<\"bob\"@example.test>")).isEqualTo("bob@example.test");
        assertThat(recipient("<\"b\\o\\b\"@example.test>")).isEqualTo("bob@example.test");
        assertThat(recipient("<\"bob smith\"@example.test>")).isEqualTo("\"bob smith\"@example.test");
        assertThat(recipient("<\"a>b\"@example.test>")).isEqualTo("\"a>b\"@example.test");
        assertThat(recipient("<\"a\\\"\\\\b\"@example.test>")).isEqualTo("\"a\\\"\\\\b\"@example.test");
        assertThat(recipient("<\"\"@example.test>")).isEqualTo("\"\"@example.test");
        assertThat(recipient("<\"a..b\"@example.test>")).isEqualTo("\"a..b\"@example.test");
        assertThat(recipient("<\"a@b\"@example.test>")).isEqualTo("\"a@b\"@example.test");
    }

    @Test
    void addressLiterals() throws Exception {
        assertThat(recipient("<bob@[192.0.2.1]>")).isEqualTo("bob@[192.0.2.1]");
        assertThat(recipient("<bob@[IPv6:2001:db8::1]>")).isEqualTo("bob@[IPv6:2001:db8::1]");
        assertThat(recipient("<bob@[ipv6:::ffff:192.0.2.1]>")).isEqualTo("bob@[ipv6:::ffff:192.0.2.1]");
        assertThat(recipient("<bob@[x400:c=us]>")).isEqualTo("bob@[x400:c=us]");
    }

    @Test
    void aSourceRouteIsForgotten() throws Exception {
        assertThat(recipient("<@one.example,@two.example:bob@example.test>")).isEqualTo("bob@example.test");
        assertThat(parse("MAIL FROM:<@one.example:alice@example.test>"))
                .isEqualTo(new SmtpCommand.Mail(new Mailbox("alice", "example.test"), List.of()));
    }

    @Test
    void thePostmasterNeedsNoDomain() throws Exception {
        assertThat(parse("RCPT TO:<PostMaster>"))
                .isEqualTo(new SmtpCommand.Rcpt(new ForwardPath.Postmaster(), List.of()));
        assertThat(recipient("<postmaster@example.test>")).isEqualTo("postmaster@example.test");
        assertThat(refusal("MAIL FROM:<postmaster>").reply().enhanced()).isEqualTo("5.1.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<>",
                "<bob>",
                "<@example.test>",
                "<bob@>",
                "<bob@example..test>",
                "<bob@.example>",
                "<bob@example.>",
                "<bob@-example.test>",
                "<bob@example-.test>",
                "<bob@exa_mple.test>",
                "<.bob@example.test>",
                "<bob.@example.test>",
                "<b..b@example.test>",
                "<b b@example.test>",
                "<\"bob@example.test>",
                "<\"bob\"x@example.test>",
                "<\"bob\\\"@example.test>",
                "<\"bob\u0001\"@example.test>",
                "<bob@[256.1.1.1]>",
                "<bob@[1.2.3]>",
                "<bob@[IPv6:1:2]>",
                "<bob@[IPv6:fe80::1%eth0]>",
                "<bob@[]>",
                "<bob@[tag:]>",
                "<bob@[1.2.3.4>",
                "<bob@example.test",
                "<bob@example.test(comment)>",
                "<@one.example:>",
                "<@one.example bob@example.test>",
                "<bob@two@example.test>"
            })
    void aPathThatIsNoneIsRefused(String path) {
        assertThat(refusal("RCPT TO:" + path).reply().code()).isEqualTo(553);
        assertThat(refusal("RCPT TO:" + path).reply().enhanced()).isEqualTo("5.1.3");
        if (!path.equals("<>")) {
            assertThat(refusal("MAIL FROM:" + path).reply().enhanced()).isEqualTo("5.1.7");
        }
    }

    @Test
    void longPathsAreRefusedAndLongLocalPartsAreNot() throws Exception {
        String verp = "b".repeat(100) + "@example.test";
        assertThat(recipient("<" + verp + ">")).isEqualTo(verp);
        String endless = "b".repeat(Mailbox.MAX_LENGTH) + "@example.test";
        assertThat(refusal("RCPT TO:<" + endless + ">").reply().enhanced()).isEqualTo("5.1.3");
        String label = "bob@" + "x".repeat(64) + ".test";
        assertThat(refusal("RCPT TO:<" + label + ">").reply().enhanced()).isEqualTo("5.1.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL                                    | 501 | 5.5.4",
                "MAIL FROM:                              | 501 | 5.5.4",
                "MAIL FROM:alice@example.test            | 501 | 5.5.4",
                "MAIL TO:<alice@example.test>            | 501 | 5.5.4",
                "MAIL FROM <alice@example.test>          | 501 | 5.5.4",
                "MAILFROM:<alice@example.test>           | 500 | 5.5.2",
                "RCPT FROM:<alice@example.test>          | 501 | 5.5.4",
                "RCPT TO:bob@example.test                | 501 | 5.5.4",
                "MAIL FROM:<a@example.test>SIZE=1        | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE         | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE=        | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE=-1      | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE=1x      | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE=111111111111111111111 | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE=1=2     | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> SIZE=1 SIZE=2| 501 | 5.5.4",
                "MAIL FROM:<a@example.test> BODY         | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> BODY=9BIT    | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> AUTH=a+4     | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> AUTH=a+4x    | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> AUTH=nobody  | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> AUTH=a@b>c   | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> =1           | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> -X           | 501 | 5.5.4",
                "MAIL FROM:<a@example.test> FOO=bar      | 555 | 5.5.4",
                "MAIL FROM:<a@example.test> FOO          | 555 | 5.5.4",
                "MAIL FROM:<a@example.test> BODY=SOMETHING | 501 | 5.5.4",
                "RCPT TO:<a@example.test> SIZE=1         | 555 | 5.5.4",
                "RCPT TO:<a@example.test> FUTURE=NEVER   | 555 | 5.5.4",
                "DATA now                                | 501 | 5.5.4",
                "RSET x                                  | 501 | 5.5.4",
                "QUIT x                                  | 501 | 5.5.4",
                "STARTTLS x                              | 501 | 5.5.4",
                "VRFY                                    | 501 | 5.5.4",
                "EXPN                                    | 501 | 5.5.4",
                "AUTH                                    | 501 | 5.5.4",
                "AUTH PLAIN a b                          | 501 | 5.5.4",
                "AUTH PL?IN                              | 501 | 5.5.4",
                "AUTH ABCDEFGHIJKLMNOPQRSTU              | 501 | 5.5.4",
                "FOO                                     | 500 | 5.5.2",
                "''                                      | 500 | 5.5.2",
                "' QUIT'                                 | 500 | 5.5.2",
            })
    void mistakesHaveTheirCodes(String line, int code, String enhanced) {
        assertThat(refusal(line).reply().code()).isEqualTo(code);
        assertThat(refusal(line).reply().enhanced()).isEqualTo(enhanced);
    }

    @Test
    void addressesMayBeBeyondAscii() throws Exception {
        assertThat(parse("RCPT TO:<b\u00c3\u00b6b@b\u00c3\u00bccher.example>"))
                .isEqualTo(new SmtpCommand.Rcpt(new Mailbox("b\u00f6b", "b\u00fccher.example"), List.of()));
        assertThat(refusal("RCPT TO:<b\u00f6b@example.test>").reply().code()).isEqualTo(500);
    }

    @Test
    void authTakesAnInitialResponse() throws Exception {
        assertThat(parse("AUTH login")).isEqualTo(new SmtpCommand.Auth("LOGIN", Optional.empty()));
        assertThat(parse("AUTH PLAIN AGFsaWNlAGFsaWNl"))
                .isEqualTo(new SmtpCommand.Auth("PLAIN", Optional.of(new Secret("AGFsaWNlAGFsaWNl"))));
        assertThat(parse("AUTH PLAIN =")).isEqualTo(new SmtpCommand.Auth("PLAIN", Optional.of(new Secret("="))));
    }

    @Test
    void aPasswordIsNeverPrinted() throws Exception {
        assertThat(parse("AUTH PLAIN AGFsaWNlAGFsaWNl").toString()).doesNotContain("AGFsaWNlAGFsaWNl");
    }

    @Test
    void helpAndVerify() throws Exception {
        assertThat(parse("HELP")).isEqualTo(new SmtpCommand.Help(Optional.empty()));
        assertThat(parse("HELP MAIL")).isEqualTo(new SmtpCommand.Help(Optional.of("MAIL")));
        assertThat(parse("VRFY bob smith")).isEqualTo(new SmtpCommand.Vrfy("bob smith", false));
        assertThat(parse("EXPN list")).isEqualTo(new SmtpCommand.Expn("list", false));
    }

    private static SmtpCommand parse(String line) throws SmtpRefusal {
        return CommandParser.parse(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String recipient(String path) throws SmtpRefusal {
        return ((SmtpCommand.Rcpt) parse("RCPT TO:" + path)).recipient().text();
    }

    private static SmtpRefusal refusal(String line) {
        SmtpRefusal refusal = catchThrowableOfType(SmtpRefusal.class, () -> parse(line));
        assertThat(refusal).as(line).isNotNull();
        return refusal;
    }
}
