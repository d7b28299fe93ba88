package org.facteur.wire.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.TokenLogin;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Failure.Kind;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMechanismTest {

    private static final Account ALICE = new Account(new AccountId(1), "alice@example.test");

    private static final LocalConnection NO_PASSWORDS =
            new LocalConnection(false, Optional.of("https://i.example.test"), Map.of());

    private final List<TokenLogin> asked = new ArrayList<>();
    private Reason refusal = Reason.AUTHENTICATION_FAILED;

    private final Authenticator authenticator = new Authenticator() {
        @Override
        public Account authenticate(Credentials credentials) throws MailStoreException {
            throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "no");
        }

        @Override
        public Account authenticateByToken(TokenLogin login) throws MailStoreException {
            asked.add(login);
            if (!login.token().reveal().equals("good")) {
                throw new MailStoreException(refusal, "no");
            }
            return ALICE;
        }
    };

    private SaslExchange begin(String mechanism) {
        return SaslMechanisms.begin(mechanism, authenticator, LocalConnection.issuing("https://login.example.test/"))
                .orElseThrow();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first example of RFC 7628 section 4.1, with other names. */
    @Test
    void aTokenLogsIn() {
        assertThat(begin("OAUTHBEARER")
                        .start(base64(
                                "n,a=alice=2Cx@example.test,\1host=mail.example.test\1port=143\1auth=Bearer good\1\1")))
                .isEqualTo(new Success(ALICE));
        assertThat(asked.get(0).name()).isEqualTo("alice,x@example.test");
        assertThat(begin("XOAUTH2").start(base64("user=alice@example.test\1auth=bearer good\1\1")))
                .isEqualTo(new Success(ALICE));
        assertThat(asked.get(1).name()).isEqualTo("alice@example.test");
        SaslExchange invited = begin("OAUTHBEARER");
        assertThat(((Challenge) invited.start()).octets()).isEmpty();
        assertThat(invited.respond(base64("n,,\1auth=Bearer good\1\1"))).isEqualTo(new Success(ALICE));
        assertThat(asked.get(2).name()).isEmpty();
    }

    /** RFC 7628 section 3.2.3: the client hears why, acknowledges, and only then it has failed. */
    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
    void aRefusalIsExplainedFirst(String mechanism) {
        SaslExchange exchange = begin(mechanism);
        Step step = exchange.start(
                base64(mechanism.equals("XOAUTH2") ? "user=a\1auth=Bearer bad\1\1" : "n,a=a,\1auth=Bearer bad\1\1"));
        assertThat(new String(((Challenge) step).octets(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"invalid_token\",\"openid-configuration\":"
                        + "\"https://login.example.test/.well-known/openid-configuration\"}");
        assertFailure(exchange.respond(mechanism.equals("XOAUTH2") ? "" : "AQ=="), Kind.REJECTED);
    }

    @Test
    void whatIsNotTheTokensFaultFailsAtOnce() {
        refusal = Reason.UNAVAILABLE;
        assertFailure(begin("XOAUTH2").start(base64("user=a\1auth=Bearer bad\1\1")), Kind.UNAVAILABLE);
        refusal = Reason.ACCOUNT_DISABLED;
        assertFailure(begin("XOAUTH2").start(base64("user=a\1auth=Bearer bad\1\1")), Kind.DISABLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n,,",
                "n,,\1",
                "n,,\1\1",
                "n,a=x\1auth=Bearer good\1\1",
                "n,x=y,\1auth=Bearer good\1\1",
                "p=tls-exporter,,\1auth=Bearer good\1\1",
                "z,,\1auth=Bearer good\1\1",
                "n,,\1auth=Basic good\1\1",
                "n,,\1auth=Bearer good\1",
                "n,,\1auth=Bearer \1\1",
                "n,,\1auth=Bearer good\1auth=Bearer good\1\1",
                "user=a\1auth=Bearer good\1\1"
            })
    void whatIsNoResponseIsRefused(String response) {
        assertFailure(begin("OAUTHBEARER").start(base64(response)), Kind.MALFORMED);
        assertThat(asked).isEmpty();
    }

    @Test
    void tokensAreOfferedWhereAnIssuerIsConfiguredAndNobodyReadsAlong() {
        assertThat(SaslMechanisms.offered(LocalConnection.issuing("https://i.example.test")))
                .contains("OAUTHBEARER", "XOAUTH2");
        assertThat(SaslMechanisms.offered(LocalConnection.plain(true)))
                .doesNotContain("OAUTHBEARER", "XOAUTH2", "EXTERNAL");
        assertThat(SaslMechanisms.offered(NO_PASSWORDS)).isEmpty();
        assertThat(SaslMechanisms.exists("OAUTHBEARER", NO_PASSWORDS)).isTrue();
        assertThat(SaslMechanisms.exists("OAUTHBEARER", LocalConnection.plain(true)))
                .isFalse();
    }

    private static void assertFailure(Step step, Kind kind) {
        assertThat(step).isInstanceOf(Failure.class);
        assertThat(((Failure) step).kind()).isEqualTo(kind);
    }
}
