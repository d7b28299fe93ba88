package org.facteur.wire.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Failure.Kind;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SaslExchangeTest {

    private static final Account ALICE = new Account(new AccountId(1), "älice@example.test");

    private final List<Credentials> asked = new ArrayList<>();

    private SaslExchange begin(String mechanism) {
        return SaslMechanisms.begin(
                        mechanism,
                        credentials -> {
                            asked.add(credentials);
                            if (!credentials.password().reveal().equals("pässword")) {
                                throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "no");
                            }
                            return ALICE;
                        },
                        LocalConnection.plain(true))
                .orElseThrow();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertFailure(Step step, Kind kind) {
        assertThat(step).isInstanceOf(Failure.class);
        assertThat(((Failure) step).kind()).isEqualTo(kind);
    }

    @Test
    void plainWithInitialResponse() {
        assertThat(begin("plain").start(base64("\0älice\0pässword"))).isEqualTo(new Success(ALICE));
        assertThat(asked.get(0).name()).isEqualTo("älice");
    }

    @Test
    void plainWithoutInitialResponseIsInvitedByAnEmptyChallenge() {
        SaslExchange exchange = begin("PLAIN");
        Step step = exchange.start();
        assertThat(((Challenge) step).encoded()).isEmpty();
        assertThat(exchange.respond(base64("\0älice\0pässword"))).isEqualTo(new Success(ALICE));
    }

    @Test
    void anAuthorizationIdentityIsOnesOwnOrRefused() {
        assertThat(begin("PLAIN").start(base64("älice\0älice\0pässword"))).isEqualTo(new Success(ALICE));
        assertThat(begin("PLAIN").start(base64("älice@example.test\0älice\0pässword")))
                .isEqualTo(new Success(ALICE));
        assertFailure(begin("PLAIN").start(base64("bob\0älice\0pässword")), Kind.NOT_AUTHORIZED);
        assertFailure(begin("PLAIN").start(base64("bob\0älice\0guess")), Kind.REJECTED);
    }

    @Test
    void loginAsksForTheNameAndThenForThePassword() {
        SaslExchange exchange = begin("LOGIN");
        assertThat(((Challenge) exchange.start()).octets()).asString().isEqualTo("Username:");
        assertThat(((Challenge) exchange.respond(base64("älice"))).octets())
                .asString()
                .isEqualTo("Password:");
        assertThat(exchange.respond(base64("pässword"))).isEqualTo(new Success(ALICE));
    }

    @Test
    void loginTakesTheNameAsInitialResponse() {
        SaslExchange exchange = begin("LOGIN");
        assertThat(((Challenge) exchange.start(base64("älice"))).octets())
                .asString()
                .isEqualTo("Password:");
        assertThat(exchange.respond(base64("pässword"))).isEqualTo(new Success(ALICE));
    }

    @Test
    void aStarCancelsAtEveryStep() {
        SaslExchange plain = begin("PLAIN");
        plain.start();
        assertFailure(plain.respond("*"), Kind.CANCELLED);
        SaslExchange login = begin("LOGIN");
        login.start(base64("älice"));
        assertFailure(login.respond("*"), Kind.CANCELLED);
        assertThat(asked).isEmpty();
    }

    @Test
    void malformedResponsesNeverReachTheStore() {
        for (String bad : List.of(
                "!",
                "AGFsaWNl*",
                "AGE",
                "AGE==",
                base64("no nul"),
                base64("one\0nul"),
                base64("a\0\0b"),
                base64("a\0b\0"),
                base64("\0a\0b\0c"),
                Base64.getEncoder().encodeToString(new byte[] {0, (byte) 0xff, 0, 'x'}))) {
            assertFailure(begin("PLAIN").start(bad), Kind.MALFORMED);
        }
        assertFailure(begin("PLAIN").start("="), Kind.MALFORMED);
        assertFailure(begin("LOGIN").start("="), Kind.MALFORMED);
        assertFailure(begin("PLAIN").start(base64("\0" + "x".repeat(1025) + "\0p")), Kind.MALFORMED);
        assertThat(asked).isEmpty();
    }

    @Test
    void anEndlessResponseIsTooLong() {
        SaslExchange exchange = begin("PLAIN");
        exchange.start();
        assertFailure(exchange.respond("A".repeat(SaslExchange.MAX_RESPONSE + 4)), Kind.TOO_LONG);
        assertFailure(begin("PLAIN").start("A".repeat(SaslExchange.MAX_RESPONSE + 4)), Kind.TOO_LONG);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyFailureOfTheStoreHasItsKind(Reason reason) {
        Step step = SaslMechanisms.begin(
                        "PLAIN",
                        credentials -> {
                            throw new MailStoreException(reason, "internal detail");
                        },
                        LocalConnection.plain(true))
                .orElseThrow()
                .start(base64("\0a\0b"));
        assertFailure(
                step,
                switch (reason) {
                    case AUTHENTICATION_FAILED -> Kind.REJECTED;
                    case ACCOUNT_DISABLED -> Kind.DISABLED;
                    case LOGIN_SUSPENDED -> Kind.SUSPENDED;
                    default -> Kind.UNAVAILABLE;
                });
        assertThat(((Failure) step).text()).doesNotContain("internal detail");
    }

    @Test
    void passwordsAreNotAskedForWhereTheyCanBeRead() {
        assertThat(SaslMechanisms.offered(LocalConnection.plain(false))).isEmpty();
        assertThat(SaslMechanisms.offered(LocalConnection.plain(true)))
                .containsExactly("SCRAM-SHA-256", "PLAIN", "LOGIN");
        assertThat(SaslMechanisms.begin("PLAIN", credentials -> ALICE, LocalConnection.plain(false)))
                .isEmpty();
        assertThat(SaslMechanisms.begin("NTLM", credentials -> ALICE, LocalConnection.plain(true)))
                .isEmpty();
        assertThat(SaslMechanisms.exists("login", LocalConnection.plain(false))).isTrue();
        assertThat(SaslMechanisms.exists("NTLM", LocalConnection.plain(true))).isFalse();
    }
}
