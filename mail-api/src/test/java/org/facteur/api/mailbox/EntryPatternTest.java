package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/comment, /comment, true",
        "/comment, /Comment, false",
        "/comment, /comments, false",
        "*, /comment, true",
        "/*, /vendor/x/y, true",
        "/%, /comment, true",
        "/%, /1/comment, false",
        "/vendor/%/label, /vendor/x/label, true",
        "/vendor/%/label, /vendor/x/y/label, false",
        "/*a*b*c, /xxaxxbxxc, true",
        "/*a*b*c, /xxaxxbxxcd, false",
        "/comment%, /comment, true",
        "/%%, /x, true",
    })
    void starsMatchAnythingAndPercentSignsNoSlash(String pattern, String entry, boolean matches) {
        assertThat(new EntryPattern(pattern).matches(entry)).isEqualTo(matches);
    }

    @Test
    void patternsThatWouldBeSlowAreNotLegal() {
        assertThat(new EntryPattern("*a".repeat(EntryPattern.MAX_WILDCARDS)).isLegal())
                .isTrue();
        assertThat(new EntryPattern("*a".repeat(EntryPattern.MAX_WILDCARDS) + "*").isLegal())
                .isFalse();
        assertThat(new EntryPattern("/" + "a".repeat(MessageAnnotation.MAX_NAME)).isLegal())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/comment", "/vendor/a b", "/1/comment", "/1.2.33/flags/seen", "/flagship", "/x.priv"})
    void legalNames(String entry) {
        assertThat(MessageAnnotation.isLegal(entry)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "comment",
                "/comment/",
                "//comment",
                "/a//b",
                "/a*",
                "/a%",
                "/\u00e9",
                "/a\tb",
                "/flags",
                "/flags/seen",
                "/1",
                "/0/x",
                "/01/x",
                "/1./x",
                "/1..2/x",
                "/1x/y"
            })
    void illegalNames(String entry) {
        assertThat(MessageAnnotation.isLegal(entry)).isFalse();
    }
}
