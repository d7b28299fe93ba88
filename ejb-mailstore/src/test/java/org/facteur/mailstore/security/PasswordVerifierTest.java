package org.facteur.mailstore.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.junit.jupiter.api.Test;

class PasswordVerifierTest {

    private final PasswordVerifier verifier = new PasswordVerifier();

    @Test
    void theRightPasswordIsRightEachTime() {
        Optional<ScramKeys> keys = Optional.of(ScramKeys.of(new Secret("s\u00e9same")));

        assertThat(verifier.verify(keys, new Secret("sesame"))).isFalse();
        assertThat(verifier.verify(keys, new Secret("s\u00e9same"))).isTrue();
        assertThat(verifier.verify(keys, new Secret("s\u00e9same"))).isTrue();
        assertThat(verifier.verify(keys, new Secret("sesame"))).isFalse();
        assertThat(verifier.verify(keys, new Secret(""))).isFalse();
    }

    @Test
    void whatWasRightForOneIsNotForAnother() {
        Secret password = new Secret("one");
        assertThat(verifier.verify(Optional.of(ScramKeys.of(password)), password))
                .isTrue();

        assertThat(verifier.verify(Optional.of(ScramKeys.of(new Secret("two"))), password))
                .isFalse();
    }

    @Test
    void nobodyHasAPassword() {
        assertThat(verifier.verify(Optional.empty(), new Secret("nobody"))).isFalse();
    }

    @Test
    void twoAccountsWithOnePasswordHaveDifferentKeys() {
        Secret password = new Secret("shared");

        assertThat(ScramKeys.of(password).storedKey())
                .isNotEqualTo(ScramKeys.of(password).storedKey());
    }

    /** The salt and the proof of the example exchange give these keys (RFC 7677 section 3). */
    @Test
    void theKeysAreThoseOfTheStandard() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

        ScramKeys keys = new ScramKeys(new Secret("pencil"), salt, 4096);

        assertThat(HexFormat.of()
                        .formatHex(keys.serverSignature("n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO"
                                + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,"
                                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")))
                .isEqualTo(HexFormat.of()
                        .formatHex(Base64.getDecoder().decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")));
    }
}
