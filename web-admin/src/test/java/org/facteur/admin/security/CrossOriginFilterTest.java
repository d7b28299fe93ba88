package org.facteur.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossOriginFilterTest {

    @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}, Host {2}: own {3}")
    @CsvSource({
        "same-origin, , mail.example, true",
        "none, , mail.example, true",
        "same-site, , mail.example, false",
        "cross-site, , mail.example, false",
        "cross-site, https://mail.example, mail.example, false",
        ", , mail.example, true",
        ", https://mail.example, mail.example, true",
        ", https://Mail.Example, mail.example, true",
        ", http://localhost:8080, localhost:8080, true",
        ", http://localhost:8081, localhost:8080, false",
        ", https://evil.example, mail.example, false",
        ", null, mail.example, false",
        ", :::, mail.example, false",
        ", https://mail.example, , false"
    })
    void aBrowserSaysWhoAsks(String fetchSite, String origin, String host, boolean own) {
        assertThat(CrossOriginFilter.isOwn(fetchSite, origin, host)).isEqualTo(own);
    }
}
