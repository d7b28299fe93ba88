package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNameTest {

    @Test
    void inboxIsTheSameInAnyCase() {
        assertThat(new MailboxName("iNbOx")).isEqualTo(MailboxName.INBOX);
        assertThat(new MailboxName("inbox/Work").value()).isEqualTo("INBOX/Work");
        assertThat(new MailboxName("Inboxes").value()).isEqualTo("Inboxes");
        assertThat(new MailboxName("work/inbox").value()).isEqualTo("work/inbox");
    }

    @Test
    void knowsItsSuperiors() {
        MailboxName name = new MailboxName("a/b/c");
        assertThat(name.parent()).contains(new MailboxName("a/b"));
        assertThat(new MailboxName("a").parent()).isEmpty();
        assertThat(name.isBelow(new MailboxName("a"))).isTrue();
        assertThat(name.isBelow(name)).isFalse();
        assertThat(new MailboxName("ab").isBelow(new MailboxName("a"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "a\u0000b", "a\nb", "a\u0085"})
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> new MailboxName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesHalfOfACharacter() {
        assertThat(new MailboxName("\ud83d\udcec").value()).hasSize(2);
        assertThatThrownBy(() -> new MailboxName("a\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailboxName("\udcecb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesANameThatIsTooLong() {
        assertThat(new MailboxName("x".repeat(MailboxName.MAX_LENGTH)).value()).hasSize(MailboxName.MAX_LENGTH);
        assertThatThrownBy(() -> new MailboxName("x".repeat(MailboxName.MAX_LENGTH + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
