package org.facteur.mailstore.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.facteur.api.account.Secret;
import org.junit.jupiter.api.Test;

/** The example of RFC 7677 section 3: the user "user" with the password "pencil". */
class ScramKeysTest {

    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    private static final ScramKeys KEYS = new ScramKeys(new Secret("pencil"), SALT, 4096);

    private static final String AUTH_MESSAGE = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
            + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    @Test
    void theProofOfWhoKnowsThePasswordIsRight() {
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(KEYS.verify(AUTH_MESSAGE, proof)).isTrue();
        assertThat(KEYS.verify(AUTH_MESSAGE + "x", proof)).isFalse();
        proof[31] ^= 1;
        assertThat(KEYS.verify(AUTH_MESSAGE, proof)).isFalse();
        assertThat(KEYS.verify(AUTH_MESSAGE, new byte[0])).isFalse();
        assertThat(KEYS.verify(AUTH_MESSAGE, new byte[33])).isFalse();
    }

    @Test
    void theServerShowsThatItKnowsTheKeys() {
        assertThat(Base64.getEncoder().encodeToString(KEYS.serverSignature(AUTH_MESSAGE)))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void whoIsUnknownLooksLikeEverybodyElse() {
        PasswordVerifier passwords = new PasswordVerifier();
        assertThat(passwords.parametersOfNobody("Nobody").salt())
                .isEqualTo(passwords.parametersOfNobody("nobody").salt())
                .hasSameSizeAs(KEYS.parameters().salt())
                .isNotEqualTo(passwords.parametersOfNobody("nobody2").salt());
        assertThat(passwords.parametersOfNobody("nobody").iterations())
                .isEqualTo(ScramKeys.of(new Secret("x")).parameters().iterations());
    }
}
