package org.facteur.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates of RFC 5322, of the standards before it, and of programs that keep to none. */
class MailDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 14 Jul 2026 09:30:15 +0200            | 2026-07-14 | 2026-07-14T07:30:15Z",
                "14 Jul 2026 09:30 -0730                    | 2026-07-14 | 2026-07-14T17:00:00Z",
                "Tue, 14 Jul 2026 23:30:00 -0500            | 2026-07-14 | 2026-07-15T04:30:00Z",
                "Wed, 15 Jul 2026 00:30:00 +0900            | 2026-07-15 | 2026-07-14T15:30:00Z",
                "Tue,14 Jul 2026 09:30:15 GMT               | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 Jul 2026 09:30:15 EST                   | 2026-07-14 | 2026-07-14T14:30:15Z",
                "14 Jul 2026 09:30:15 PDT                   | 2026-07-14 | 2026-07-14T16:30:15Z",
                "14 Jul 2026 09:30:15 Z                     | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 Jul 2026 09:30:15 XYZ                   | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 Jul 2026 09:30:15 A                     | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 Jul 2026 09:30:15                       | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 Jul 2026 09:30:15 +0200 (CEST)          | 2026-07-14 | 2026-07-14T07:30:15Z",
                "(c) Tue (c), 14 (c) Jul (c(n)) 2026 (c) 09:30:15 (c) +0200 | 2026-07-14 | 2026-07-14T07:30:15Z",
                "14 Jul 26 09:30:15 +0000                   | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 Jul 99 09:30:15 +0000                   | 1999-07-14 | 1999-07-14T09:30:15Z",
                "14 Jul 49 09:30:15 +0000                   | 2049-07-14 | 2049-07-14T09:30:15Z",
                "14 Jul 50 09:30:15 +0000                   | 1950-07-14 | 1950-07-14T09:30:15Z",
                "14 Jul 126 09:30:15 +0000                  | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14 JULY 2026 09:30:15 +0000                | 2026-07-14 | 2026-07-14T09:30:15Z",
                "14-Jul-2026 09:30:15 +0000                 | 2026-07-14 | 2026-07-14T09:30:15Z",
                "Tuesday, 14-Jul-26 09:30:15 GMT            | 2026-07-14 | 2026-07-14T09:30:15Z",
                "Tue Jul 14 09:30:15 2026                   | 2026-07-14 | 2026-07-14T09:30:15Z",
                "Tue Jul  4 09:30:15 EDT 2026               | 2026-07-04 | 2026-07-04T13:30:15Z",
                "July 14, 2026                              | 2026-07-14 | 2026-07-14T00:00:00Z",
                "2026-07-14T09:30:15Z                       | 2026-07-14 | 2026-07-14T09:30:15Z",
                "2026-07-14T09:30:15.123+02:00              | 2026-07-14 | 2026-07-14T07:30:15Z",
                "14 Jul 2026 09:30:15+0200                  | 2026-07-14 | 2026-07-14T07:30:15Z",
                "14 Jul 2026 09:30:15 GMT+0200              | 2026-07-14 | 2026-07-14T07:30:15Z",
                "30 Jun 2015 23:59:60 +0000                 | 2015-06-30 | 2015-06-30T23:59:59Z",
                "14 Jul 2026                                | 2026-07-14 | 2026-07-14T00:00:00Z",
                "14 Jul 2026 25:99:99 +0000                 | 2026-07-14 | 2026-07-14T00:00:00Z",
                "14 Jul 2026 09:30:15 +9999                 | 2026-07-14 | 2026-07-14T09:30:15Z",
                "29 Feb 2024 12:00:00 +0000                 | 2024-02-29 | 2024-02-29T12:00:00Z",
            })
    void aFieldIsTheDate(String field, LocalDate asWritten, Instant instant) {
        assertThat(MailDate.parse(field)).hasValueSatisfying(date -> {
            assertThat(date.asWritten()).isEqualTo(asWritten);
            assertThat(date.instant()).isEqualTo(instant);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "31 Feb 2026 10:00:00 +0000",
                "0 Jul 2026",
                "32 Jul 2026",
                "14 Foo 2026",
                "Jul 2026",
                "14 Jul",
                "14 Jul 0000 00:00:00 +0000",
                "12345678901234567890 Jul 2026",
                "(14 Jul 2026)"
            })
    void aFieldWithoutADateHasNone(String field) {
        assertThat(MailDate.parse(field)).isEmpty();
    }

    @Property(tries = 5000)
    void anyTextIsADateOrNone(@ForAll("fields") String field) {
        Optional<MailDate> date = MailDate.parse(field);
        assertThat(date)
                .satisfiesAnyOf(
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(found.orElseThrow().asWritten().getYear())
                                .isBetween(1, 9999));
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(
                        "Tue", ",", " ", " ", "14", "Jul", "2026", "09:30", ":", "+0200", "-", "Z", "T", "(", ")", "99",
                        ".", "\u00ff")
                .list()
                .ofMaxSize(20)
                .map(words -> String.join("", words));
    }
}
