package org.facteur.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialTest {

    @Test
    void theFirstColonEndsTheName() {
        assertThat(BasicCredential.from("Basic " + encoded("admin:a:b"))).hasValueSatisfying(credential -> {
            assertThat(credential.getCaller()).isEqualTo("admin");
            assertThat(credential.getPasswordAsString()).isEqualTo("a:b");
        });
    }

    @Test
    void theSchemeIsInAnyCaseAndThePasswordInUtf8() {
        assertThat(BasicCredential.from("bAsIc  " + encoded("admin:boîte")))
                .hasValueSatisfying(credential ->
                        assertThat(credential.getPasswordAsString()).isEqualTo("boîte"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!", "Bearer YWRtaW46eA==", "Basic YWRtaW4=", "Basic /zph"})
    void whatIsMalformedIsNoCredential(String header) {
        assertThat(BasicCredential.from(header)).isEmpty();
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
