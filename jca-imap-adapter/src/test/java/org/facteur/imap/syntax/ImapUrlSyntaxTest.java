package org.facteur.imap.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.ImapUrl;
import org.facteur.imap.command.ImapUrl.Access;
import org.facteur.imap.command.ImapUrl.Authorization;
import org.facteur.imap.command.ImapUrl.Server;
import org.facteur.imap.command.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImapUrlSyntaxTest {

    private static final Section PART_TWO = new Section(List.of(2L), new Section.Specifier.Whole());

    @Test
    void anAbsoluteUrlNamesServerUserMailboxAndPart() {
        assertThat(parsed("imap://joe%40example.test;AUTH=*@Mail.Example.test:143/a%2Fb%C3%A4/c;UIDVALIDITY=78/;UID=3"
                        + "/;SECTION=2/;PARTIAL=10.20"))
                .isEqualTo(new ImapUrl(
                        new Server("joe@example.test", "mail.example.test"),
                        new MailboxName("a/b\u00e4/c"),
                        78,
                        3,
                        PART_TWO,
                        new Partial(10, 20),
                        null));
    }

    @Test
    void aRelativeUrlNamesAMailboxOrNone() {
        assertThat(parsed("/INBOX/;uid=20/;section=HEADER"))
                .isEqualTo(new ImapUrl(
                        null,
                        MailboxName.INBOX,
                        0,
                        20,
                        new Section(List.of(), new Section.Specifier.Header()),
                        null,
                        null));
        assertThat(parsed(";UID=1/;PARTIAL=5"))
                .isEqualTo(new ImapUrl(null, null, 0, 1, Section.MESSAGE, new Partial(5, Long.MAX_VALUE), null));
        assertThat(parsed("Drafts/;UID=1").mailbox()).isEqualTo(new MailboxName("Drafts"));
        assertThat(parsed("/x/;UID=1/;SECTION=1.2.HEADER.FIELDS%20(To%20Cc)")
                        .section()
                        .specifier())
                .isEqualTo(new Section.Specifier.HeaderFields(false, List.of("To", "Cc")));
    }

    @Test
    void anAuthorizedUrlHasARumpAndAToken() {
        String rump = "imap://joe@h/INBOX/;uid=20/;section=2;expire=2026-11-22T10:00:00Z;urlauth=submit+fr%2Bed";
        Instant expires = Instant.parse("2026-11-22T10:00:00Z");
        assertThat(parsed(rump).authorization())
                .isEqualTo(new Authorization(expires, Access.SUBMIT, "fr+ed", rump, null, null));
        assertThat(parsed(rump + ":internal:91354a47").authorization())
                .isEqualTo(new Authorization(expires, Access.SUBMIT, "fr+ed", rump, "INTERNAL", "91354a47"));
        assertThat(parsed(rump).section()).isEqualTo(PART_TWO);
        assertThat(parsed("imap://joe@h/INBOX/;uid=20;urlauth=anonymous:INTERNAL:00")
                        .authorization())
                .isEqualTo(new Authorization(
                        null,
                        Access.ANONYMOUS,
                        null,
                        "imap://joe@h/INBOX/;uid=20;urlauth=anonymous",
                        "INTERNAL",
                        "00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "imap://h",
                "imap://h/",
                "imap://h/INBOX",
                "imap://h/;UID=1",
                "/INBOX/;UID=0",
                "/INBOX/;UID=4294967296",
                "/INBOX/;UID=99999999999",
                "/INBOX/;UID=1/;SECTION=",
                "/INBOX/;UID=1/;SECTION=1.",
                "/INBOX/;UID=1/;SECTION=MIME",
                "/INBOX/;UID=1/;SECTION=1]x",
                "/INBOX/;UID=1/;PARTIAL=1.0",
                "/INBOX;UIDVALIDITY=0/;UID=1",
                "/IN%/;UID=1",
                "/IN%zz/;UID=1",
                "/IN%FF/;UID=1",
                "/IN BOX/;UID=1",
                "/INBOX/;UID=1:INTERNAL:00",
                "imap://h/INBOX/;UID=1;URLAUTH=user",
                "imap://h/INBOX/;UID=1;URLAUTH=nobody",
                "imap://h/INBOX/;UID=1;URLAUTH=anonymous:INTERNAL:xyz",
                "imap://h/INBOX/;UID=1;EXPIRE=yesterday;URLAUTH=anonymous",
                "http://h/INBOX/;UID=1"
            })
    void whatNamesNoMessageIsNone(String text) {
        assertThat(ImapUrlSyntax.parse(text)).isEmpty();
    }

    @Test
    void aTextThatIsMadeToBeSlowIsNot() {
        assertThat(ImapUrlSyntax.parse("/".repeat(4_000))).isEmpty();
        assertThat(ImapUrlSyntax.parse("//" + "@".repeat(4_000))).isEmpty();
        assertThat(ImapUrlSyntax.parse("/x/;UID=1/;SECTION=" + "/".repeat(4_000) + ";"))
                .isEmpty();
    }

    private static ImapUrl parsed(String text) {
        return ImapUrlSyntax.parse(text).orElseThrow();
    }
}
