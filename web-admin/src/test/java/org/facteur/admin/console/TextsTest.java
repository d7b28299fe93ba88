package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.facteur.admin.health.MailListener;
import org.facteur.admin.security.LoginPage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.history.Check;
import org.facteur.mailstore.history.Fate;
import org.facteur.mailstore.history.HistoryEvent;
import org.facteur.mailstore.history.Origin;
import org.facteur.mailstore.queue.QueuedItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final Pattern SINGLE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");
    private static final Pattern PART = Pattern.compile("\\{\\d");

    /** What the service says in English already, better than a sentence of the console could. */
    private static final String[] ENGLISH_FROM_THE_SERVICE = {"refusal.INVALID.address", "refusal.INVALID.password"};

    private final Texts english = new Texts(Locale.ENGLISH);
    private final Texts french = new Texts(Locale.FRENCH);

    @Test
    void everyTextIsThereInBothLanguages() {
        assertThat(bundle(Locale.FRENCH).keySet())
                .containsAll(bundle(Locale.ROOT).keySet())
                .contains(ENGLISH_FROM_THE_SERVICE);
        assertThat(bundle(Locale.ROOT).keySet().size() + ENGLISH_FROM_THE_SERVICE.length)
                .isEqualTo(bundle(Locale.FRENCH).keySet().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr"})
    void anApostropheIsDoubledWherePartsAreFilledInAndOnlyThere(String language) {
        ResourceBundle texts = bundle(Locale.forLanguageTag(language));
        for (String key : texts.keySet()) {
            String text = texts.getString(key);
            if (PART.matcher(text).find()) {
                assertThat(SINGLE_APOSTROPHE.matcher(text).find()).as(key).isFalse();
                assertThat(new MessageFormat(text, Locale.ENGLISH)).isNotNull();
            } else {
                assertThat(text).as(key).doesNotContain("''");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr"})
    void whateverCanBeShownHasAText(String language) {
        ResourceBundle texts = bundle(Locale.forLanguageTag(language));
        assertThat(texts.keySet())
                .containsAll(Arrays.stream(MailListener.values())
                        .map(listener -> "listener." + listener.name())
                        .toList())
                .containsAll(Arrays.stream(MailListener.Security.values())
                        .map(security -> "security." + security.name())
                        .toList())
                .containsAll(Arrays.stream(LoginPage.Reason.values())
                        .map(reason -> "login." + reason.name())
                        .toList())
                .containsAll(Arrays.stream(Fate.values())
                        .map(fate -> "history.fate." + fate.name())
                        .toList())
                .containsAll(Arrays.stream(HistoryEvent.What.values())
                        .map(what -> "history.what." + what.name())
                        .toList())
                .containsAll(Arrays.stream(Origin.values())
                        .map(origin -> "history.origin." + origin.name())
                        .toList())
                .containsAll(Arrays.stream(Check.values())
                        .map(check -> "history.check." + check.name())
                        .toList())
                .containsAll(Arrays.stream(RecipientDecision.values())
                        .filter(decision -> !decision.isAccepted())
                        .map(decision -> "history.why." + decision.name())
                        .toList())
                .containsAll(Arrays.stream(ByteSize.Unit.values())
                        .map(unit -> "unit." + unit.name())
                        .toList())
                .containsAll(Arrays.stream(QueuedItem.State.values())
                        .map(state -> "queue.state." + state.name())
                        .toList())
                .containsAll(Arrays.stream(QueueView.Age.values())
                        .map(age -> "queue.age." + age.name())
                        .toList())
                .containsAll(Arrays.stream(QueueDestinationView.Delay.values())
                        .map(delay -> "queue.delay." + delay.name())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "0, '0\u00a0B', '0\u00a0o'",
        "1023, '1,023\u00a0B', '1\u202f023\u00a0o'",
        "3435973837, '3.2\u00a0GB', '3,2\u00a0Go'",
        "12884901888, '12\u00a0GB', '12\u00a0Go'"
    })
    void aSizeIsRoundedForReading(long bytes, String inEnglish, String inFrench) {
        assertThat(english.size(bytes)).isEqualTo(inEnglish);
        assertThat(french.size(bytes)).isEqualTo(inFrench);
    }

    @Test
    void aQuotaCanBeNone() {
        assertThat(english.quota(null)).isEqualTo("Unlimited");
        assertThat(french.quota(2L << 30)).isEqualTo("2\u00a0Go");
    }

    @ParameterizedTest
    @CsvSource({
        "PT10S, less than a minute",
        "PT1M, 1 minute",
        "PT2H5M, 2 hours 5 minutes",
        "PT25H, 1 day 1 hour",
        "P40DT30M, 40 days 0 hours"
    })
    void aDurationIsGivenInItsTwoLargestUnits(Duration duration, String words) {
        assertThat(english.duration(duration)).isEqualTo(words);
    }

    @Test
    void pluralsFollowTheNumber() {
        assertThat(english.of("health.silent", 1)).startsWith("One listener does not answer");
        assertThat(english.of("health.silent", 3)).startsWith("3 listeners do not answer");
        assertThat(french.of("account.holds", 0, "0 o", "hier")).isEqualTo("Aucun message, 0 o. Créé le hier.");
    }

    @Test
    void aDateIsInTheLanguageOfThePage() {
        Instant noon = Instant.parse("2026-02-03T12:00:00Z");

        assertThat(english.date(noon)).isEqualTo("Feb 3, 2026");
        assertThat(french.date(noon)).isEqualTo("3 févr. 2026");
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "org.facteur.admin.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
