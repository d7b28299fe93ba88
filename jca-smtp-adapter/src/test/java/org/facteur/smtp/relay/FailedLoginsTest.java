package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.RemoteAnswer;
import org.junit.jupiter.api.Test;

/** A login that has failed is left alone for a while, and no other. */
class FailedLoginsTest {

    private static final NextHop HOP = new NextHop("smart.test", 587);
    private static final RemoteAnswer REFUSED = RemoteAnswer.own("4.7.0", "No login");

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final FailedLogins logins = new FailedLogins(() -> now);

    private static NextHop with(String password) {
        return HOP.with(new HopLogin("facteur", new Secret(password), false));
    }

    @Test
    void itIsTriedAgainWhenThePauseIsOver() {
        logins.add(with("letter-box"), REFUSED);

        assertThat(logins.last(with("letter-box"))).contains(REFUSED);
        now = now.plus(FailedLogins.PAUSE);
        assertThat(logins.last(with("letter-box"))).isEmpty();
    }

    @Test
    void anotherPasswordIsTriedAtOnce() {
        logins.add(with("letter-box"), REFUSED);

        assertThat(logins.last(with("letter-bag"))).isEmpty();
        assertThat(logins.last(HOP)).isEmpty();
    }
}
