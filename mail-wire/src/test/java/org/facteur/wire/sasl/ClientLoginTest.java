package org.facteur.wire.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.facteur.api.account.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's side of logins, by the example of RFC 7677 section 3 and against what servers may make of it. */
class ClientLoginTest {

    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String NONCE = CLIENT_NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final String SERVER_FIRST = "r=" + NONCE + ",s=" + SALT + ",i=4096";
    private static final String SIGNATURE = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
    private static final Secret PENCIL = new Secret("pencil");

    private static ScramClient scram(String user) {
        return new ScramClient(user, PENCIL, () -> CLIENT_NONCE);
    }

    private static String says(ClientLogin client, String challenge) throws ChallengeException {
        return text(client.respond(challenge.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Test
    void theExampleOfTheStandardIsSaidAndBelieved() throws Exception {
        ScramClient client = scram("user");

        assertThat(text(client.initial().orElseThrow())).isEqualTo("n,,n=user,r=" + CLIENT_NONCE);
        assertThat(says(client, SERVER_FIRST))
                .isEqualTo("c=biws,r=" + NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(client.mayEnd()).as("before the server has proven anything").isFalse();
        assertThat(says(client, SIGNATURE)).isEmpty();
        assertThat(client.mayEnd()).isTrue();
        assertThatThrownBy(() -> says(client, "more")).isInstanceOf(ChallengeException.class);
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsNotBelieved() throws Exception {
        ScramClient client = scram("user");
        says(client, SERVER_FIRST);

        assertThatThrownBy(() -> says(client, SIGNATURE.replace('6', '7')))
                .isInstanceOf(ChallengeException.class)
                .hasMessageContaining("does not know");
        assertThat(client.mayEnd()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r=another" + NONCE + ",s=" + SALT + ",i=4096",
                "r=" + CLIENT_NONCE + ",s=" + SALT + ",i=4096",
                "r=" + NONCE + ",s=,i=4096",
                "r=" + NONCE + ",s=" + SALT + ",i=4095",
                "r=" + NONCE + ",s=" + SALT + ",i=999999999",
                "r=" + NONCE + ",s=" + SALT + ",i=9999999999",
                "r=" + NONCE + ",s=" + SALT,
                "r=" + NONCE + ",s=!,i=4096",
                "m=ext," + SERVER_FIRST,
                "e=other-error",
                "hello"
            })
    void whatAServerMustNotSayEndsTheLogin(String serverFirst) {
        assertThatThrownBy(() -> says(scram("user"), serverFirst)).isInstanceOf(ChallengeException.class);
    }

    @Test
    void aServerThatWantsTheMechanismAloneIsToldTheRestThen() throws Exception {
        assertThat(says(scram("user"), "")).isEqualTo("n,,n=user,r=" + CLIENT_NONCE);
    }

    @Test
    void commasAndEqualsSignsOfANameAreWrittenOtherwise() {
        assertThat(text(scram("a,b=c").initial().orElseThrow())).startsWith("n,,n=a=2Cb=3Dc,r=");
    }

    @Test
    void thePasswordIsShownOnlyWhereNothingBetterIsOffered() throws Exception {
        ClientLogin best = ClientLogin.with(List.of("login", "plain", "scram-sha-256"), "user", PENCIL)
                .orElseThrow();
        assertThat(best.mechanism()).isEqualTo("SCRAM-SHA-256");
        ClientLogin plain =
                ClientLogin.with(List.of("LOGIN", "PLAIN"), "user", PENCIL).orElseThrow();
        assertThat(plain.mechanism()).isEqualTo("PLAIN");
        assertThat(text(plain.initial().orElseThrow())).isEqualTo("\0user\0pencil");
        ClientLogin login = ClientLogin.with(List.of("LOGIN"), "user", PENCIL).orElseThrow();
        assertThat(login.initial()).isEmpty();
        assertThat(says(login, "Username:")).isEqualTo("user");
        assertThat(login.mayEnd()).isFalse();
        assertThat(says(login, "Password:")).isEqualTo("pencil");
        assertThat(login.mayEnd()).isTrue();
        assertThatThrownBy(() -> says(login, "Once more:")).isInstanceOf(ChallengeException.class);
        assertThat(ClientLogin.with(List.of("GSSAPI", "", "CRAM-MD5"), "user", PENCIL))
                .isEmpty();
    }
}
