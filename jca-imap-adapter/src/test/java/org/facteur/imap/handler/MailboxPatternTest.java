package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.facteur.api.mailbox.MailboxName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPatternTest {

    @ParameterizedTest(name = "\"{0}\" \"{1}\" and {2}: {3}")
    @CsvSource({
        "'', *, a/b/c, true",
        "'', %, a, true",
        "'', %, a/b, false",
        "'', %/%, a/b, true",
        "'', %/%, a/b/c, false",
        "'', %/%/%, a/b/c, true",
        "'', %3/%, test3/sub, true",
        "'', %3/%, x/test3/sub, false",
        "'', *3/%, x/test3/sub, true",
        "'', *test4, a/b/test4, true",
        "'', *test4, test4/a, false",
        "'', a*b*c, a/xb/yc, true",
        "'', a*b*c, a/xc/yb, false",
        "'', a%b%c, axbyc, true",
        "'', a%b%c, ax/byc, false",
        "'', '*%', a/b, true",
        "'', '%*', a/b, true",
        "'', **, a, true",
        "'', %%, a, true",
        "'', %%, a/b, false",
        "'', a, a, true",
        "'', A, a, false",
        "'', a/, a, false",
        "'', '', a, false",
        "'', ?, a, false",
        "'', inbox, INBOX, true",
        "'', InBoX/*, INBOX/x, true",
        "'', in%, INBOX, true",
        "'', %x, INBOX, true",
        "'', inbox/A, INBOX/a, false",
        "'', inboxes, INBOXes, false",
        "a/, %, a/b, true",
        "a, /%, a/b, true",
        "a, %, ab, true",
        "a, %, b, false",
        "%/, b, a/b, true",
    })
    void matches(String reference, String pattern, String name, boolean expected) {
        assertThat(new MailboxPattern(reference, pattern).matches(new MailboxName(name)))
                .isEqualTo(expected);
    }

    @Test
    void manyWildcardsCostNoExplodingTime() {
        MailboxName name = new MailboxName("a".repeat(MailboxName.MAX_LENGTH));
        MailboxPattern pattern = new MailboxPattern("", "*a%a".repeat(200) + "b");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> pattern.matches(name)))
                .isFalse();
    }
}
