package org.facteur.wire.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Failure.Kind;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of RFC 7677 section 3, and what is not it. */
class ScramMechanismTest {

    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String NONCE = CLIENT_NONCE + SERVER_NONCE;
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final String SERVER_FIRST = "r=" + NONCE + ",s=" + SALT + ",i=4096";
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
    private static final Account USER = new Account(new AccountId(1), "user@example.test");

    private final List<String> authMessages = new ArrayList<>();

    private final Authenticator store = new Authenticator() {
        @Override
        public Account authenticate(Credentials credentials) {
            throw new AssertionError("No password is sent");
        }

        @Override
        public ScramParameters scramParameters(String name) {
            return new ScramParameters(Base64.getDecoder().decode(SALT), 4096);
        }

        @Override
        public ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
            authMessages.add(proof.authMessage());
            if (!Base64.getEncoder().encodeToString(proof.proof()).equals(PROOF)) {
                throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "no");
            }
            return new ScramLogin(USER, Base64.getDecoder().decode(SIGNATURE));
        }
    };

    private SaslExchange begin(boolean plus, Map<String, String> bindings) {
        return new SaslExchange(
                new ScramMechanism(plus, () -> SERVER_NONCE).begin(store, LocalConnection.bound(bindings)));
    }

    private SaslExchange begin() {
        return begin(false, Map.of());
    }

    private static Step start(SaslExchange exchange, String message) {
        return exchange.start(base64(message));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Step step) {
        assertThat(step).isInstanceOf(Challenge.class);
        return new String(((Challenge) step).octets(), StandardCharsets.UTF_8);
    }

    private static void assertFailure(Step step, Kind kind) {
        assertThat(step).isInstanceOf(Failure.class);
        assertThat(((Failure) step).kind()).isEqualTo(kind);
    }

    @Test
    void theExampleOfTheStandardSucceedsAndShowsThatTheServerKnowsTheKeys() {
        SaslExchange exchange = begin();
        assertThat(text(start(exchange, "n,,n=user,r=" + CLIENT_NONCE))).isEqualTo(SERVER_FIRST);
        assertThat(text(exchange.respond(base64("c=biws,r=" + NONCE + ",p=" + PROOF))))
                .isEqualTo("v=" + SIGNATURE);
        assertThat(exchange.respond("")).isEqualTo(new Success(USER));
        assertThat(authMessages)
                .containsExactly("n=user,r=" + CLIENT_NONCE + "," + SERVER_FIRST + ",c=biws,r=" + NONCE);
    }

    @Test
    void withoutInitialResponseItIsInvitedByAnEmptyChallenge() {
        SaslExchange exchange = begin();
        assertThat(text(exchange.start())).isEmpty();
        assertThat(text(exchange.respond(base64("n,,n=user,r=" + CLIENT_NONCE))))
                .isEqualTo(SERVER_FIRST);
    }

    @Test
    void aWrongProofIsRejected() {
        SaslExchange exchange = begin();
        start(exchange, "n,,n=user,r=" + CLIENT_NONCE);
        assertFailure(exchange.respond(base64("c=biws,r=" + NONCE + ",p=" + SIGNATURE)), Kind.REJECTED);
    }

    @Test
    void anAuthorizationIdentityIsOnesOwnOrRefused() {
        String own = "n,a=user@example.test,";
        SaslExchange exchange = begin();
        start(exchange, own + "n=user,r=" + CLIENT_NONCE);
        assertThat(text(exchange.respond(base64("c=" + base64(own) + ",r=" + NONCE + ",p=" + PROOF))))
                .startsWith("v=");
        String other = "n,a=bob,";
        exchange = begin();
        start(exchange, other + "n=user,r=" + CLIENT_NONCE);
        assertFailure(
                exchange.respond(base64("c=" + base64(other) + ",r=" + NONCE + ",p=" + PROOF)), Kind.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,,",
                "n,,n=user",
                "n,,r=x,n=user",
                "n,,n=,r=x",
                "n,,n=user,r=",
                "n,,n=us=er,r=x",
                "n,,n=us=2cer,r=x",
                "n,,m=ext,n=user,r=x",
                "n,b=user,n=user,r=x",
                "x,,n=user,r=x",
                "p=,,n=user,r=x",
                "p=tls-unique,,n=user,r=x",
                "n,,n=user,r=a\u0007b"
            })
    void whatIsNoFirstMessageIsMalformed(String message) {
        assertFailure(start(begin(), message), Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=" + NONCE,
                "c=biws,r=" + CLIENT_NONCE + ",p=" + PROOF,
                "r=" + NONCE + ",c=biws,p=" + PROOF,
                "c=!,r=" + NONCE + ",p=" + PROOF,
                "c=biws,r=" + NONCE + ",p=!"
            })
    void whatIsNoFinalMessageIsMalformed(String message) {
        SaslExchange exchange = begin();
        start(exchange, "n,,n=user,r=" + CLIENT_NONCE);
        assertFailure(exchange.respond(base64(message)), Kind.MALFORMED);
        assertThat(authMessages).isEmpty();
    }

    @Test
    void aNameIsDecoded() {
        List<String> names = new ArrayList<>();
        Authenticator asked = new Authenticator() {
            @Override
            public Account authenticate(Credentials credentials) {
                throw new AssertionError();
            }

            @Override
            public ScramParameters scramParameters(String name) {
                names.add(name);
                return new ScramParameters(new byte[] {1}, 4096);
            }
        };
        new SaslExchange(new ScramMechanism(false).begin(asked, LocalConnection.bound(Map.of())))
                .start(base64("n,,n=a=2Cb=3Dc,r=x"));
        assertThat(names).containsExactly("a,b=c");
    }

    @Test
    void theBindingOfTheConnectionIsPartOfTheProof() {
        Map<String, String> bindings = Map.of("tls-server-end-point", "certificate");
        String header = "p=tls-server-end-point,,";
        SaslExchange exchange = begin(true, bindings);
        start(exchange, header + "n=user,r=" + CLIENT_NONCE);
        String bound = base64(header + "certificate");
        assertThat(text(exchange.respond(base64("c=" + bound + ",r=" + NONCE + ",p=" + PROOF))))
                .startsWith("v=");

        exchange = begin(true, bindings);
        start(exchange, header + "n=user,r=" + CLIENT_NONCE);
        String another = base64(header + "another");
        assertFailure(exchange.respond(base64("c=" + another + ",r=" + NONCE + ",p=" + PROOF)), Kind.REJECTED);
    }

    @Test
    void bindingIsForPlusOnlyAndPlusNeedsIt() {
        Map<String, String> bindings = Map.of("tls-server-end-point", "certificate");
        assertFailure(start(begin(false, bindings), "p=tls-server-end-point,,n=user,r=x"), Kind.MALFORMED);
        assertFailure(start(begin(true, bindings), "n,,n=user,r=x"), Kind.MALFORMED);
        assertFailure(start(begin(true, bindings), "p=tls-exporter,,n=user,r=x"), Kind.MALFORMED);
    }

    /** RFC 5802 section 6. */
    @Test
    void whoCouldBindAndWasNotOfferedToIsBeingDeceived() {
        SaslExchange exchange = begin(false, Map.of("tls-server-end-point", "certificate"));
        start(exchange, "y,,n=user,r=" + CLIENT_NONCE);
        assertFailure(exchange.respond(base64("c=" + base64("y,,") + ",r=" + NONCE + ",p=" + PROOF)), Kind.REJECTED);
        exchange = begin();
        start(exchange, "y,,n=user,r=" + CLIENT_NONCE);
        assertThat(text(exchange.respond(base64("c=" + base64("y,,") + ",r=" + NONCE + ",p=" + PROOF))))
                .startsWith("v=");
    }

    @Test
    void plusIsOfferedWhereTheConnectionCanBeBound() {
        assertThat(SaslMechanisms.offered(LocalConnection.bound(Map.of("tls-exporter", "key"))))
                .startsWith("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
        assertThat(SaslMechanisms.offered(LocalConnection.bound(Map.of()))).doesNotContain("SCRAM-SHA-256-PLUS");
    }
}
