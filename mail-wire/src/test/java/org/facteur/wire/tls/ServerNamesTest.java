package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNamesTest {

    @ParameterizedTest
    @CsvSource({
        "mx.example.org, mx.example.org, true",
        "MX.Example.org, mx.EXAMPLE.org, true",
        "mx.example.org, mx.example.org., false",
        "mx.example.org, mx.example.com, false",
        "*.example.org, mx.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, a.mx.example.org, false",
        "*.org, example.org, false",
        "*, org, false",
        "m*.example.org, mx.example.org, false",
        "mx.*.org, mx.example.org, false",
        "mx.example.org, .example.org, true",
        "*.example.org, .example.org, true",
        "example.org, .example.org, false",
        "badexample.org, .example.org, false",
        "mx.example.org, '', false"
    })
    void aNameIsOneOfThoseOfTheCertificate(String own, String asked, boolean isOne) {
        assertThat(new ServerNames(List.of(own.toLowerCase(java.util.Locale.ROOT)), List.of()).include(asked))
                .isEqualTo(isOne);
    }

    @Test
    void hostsAndAddressesAreReadAndTheSubjectIsNot(@TempDir Path folder) {
        ServerNames names = ServerNames.of(TestAuthority.in(folder)
                .issue("mx.example.org", "192.0.2.1", "2001:db8::1")
                .certificate());

        assertThat(Arrays.asList("mx.example.org", "192.0.2.1", "2001:db8:0::1"))
                .allMatch(names::include);
        assertThat(Arrays.asList("server.invalid", "192.0.2.2", "2001:db8::2")).noneMatch(names::include);
    }
}
