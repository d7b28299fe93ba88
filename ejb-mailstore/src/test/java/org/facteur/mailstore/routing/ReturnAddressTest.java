package org.facteur.mailstore.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReturnAddressTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    private final ReturnAddress scheme = new ReturnAddress("a key of ours".getBytes(StandardCharsets.US_ASCII));
    private final ReturnAddress other = new ReturnAddress("another's key".getBytes(StandardCharsets.US_ASCII));

    @Test
    void whatIsForwardedFindsItsWayBack() {
        String forwarded = scheme.forward("Alice.B+tag=x@example.org", NOW);

        assertThat(forwarded).matches("SRS0=[a-z2-7]{8}=[a-z2-7]{2}=example\\.org=Alice\\.B\\+tag=x");
        assertThat(ReturnAddress.isOne(forwarded)).isTrue();
        assertThat(scheme.reverse(forwarded, NOW)).contains("Alice.B+tag=x@example.org");
        assertThat(scheme.reverse(forwarded.toUpperCase(Locale.ROOT), NOW)).contains("ALICE.B+TAG=X@EXAMPLE.ORG");
    }

    @Test
    void whatHasBeenForwardedBeforeNamesTheFirstForwarder() {
        String first = other.forward("alice@example.org", NOW) + "@first.example";
        String second = scheme.forward(first, NOW);
        String third = other.forward(second + "@second.example", NOW);

        assertThat(second).startsWith("SRS1=").contains("=first.example==");
        assertThat(scheme.reverse(second, NOW)).contains(first);
        assertThat(third).startsWith("SRS1=").contains("=first.example==").doesNotContain("second.example");
        assertThat(other.reverse(third, NOW)).contains(first);
    }

    @Test
    void whatIsQuotedIsQuotedAsAWhole() {
        String sender = "\"a\\\"> SIZE=1\"@example.org";

        String forwarded = scheme.forward(sender, NOW);

        assertThat(forwarded).matches("\"SRS0=[a-z2-7]{8}=[a-z2-7]{2}=example\\.org=a\\\\\"> SIZE=1\"");
        assertThat(ReturnAddress.isOne(forwarded)).isTrue();
        assertThat(scheme.reverse(forwarded, NOW)).contains(sender);
        assertThat(scheme.forward("\"alice\"@example.org", NOW)).isEqualTo(scheme.forward("alice@example.org", NOW));
        String further = other.forward(forwarded + "@first.example", NOW);
        assertThat(further).startsWith("\"SRS1=").endsWith("> SIZE=1\"");
        assertThat(other.reverse(further, NOW)).contains(forwarded + "@first.example");
    }

    @Test
    void noDomainOfAnotherForwarderEndsAnAddress() {
        String forwarded = scheme.forward("\"SRS1=hash=x> NOTIFY=NEVER==a=b=c=d\"@example.org", NOW);

        assertThat(scheme.reverse(forwarded, NOW))
                .hasValueSatisfying(
                        address -> assertThat(address).isEqualTo("\"SRS1=hash=x> NOTIFY=NEVER==a=b=c=d\"@example.org"));
    }

    @Test
    void whatIsNotOursOrTooOldLeadsNowhere() {
        String forwarded = scheme.forward("alice@example.org", NOW);

        assertThat(other.reverse(forwarded, NOW)).isEmpty();
        assertThat(scheme.reverse(forwarded.replace("example.org", "example.com"), NOW))
                .isEmpty();
        assertThat(scheme.reverse(forwarded.replace("=alice", "=bob"), NOW)).isEmpty();
        assertThat(scheme.reverse(forwarded, NOW.plus(ReturnAddress.MAX_AGE, ChronoUnit.DAYS)))
                .isPresent();
        assertThat(scheme.reverse(forwarded, NOW.plus(ReturnAddress.MAX_AGE + 1, ChronoUnit.DAYS)))
                .isEmpty();
        assertThat(scheme.reverse(forwarded, NOW.minus(1, ChronoUnit.DAYS))).isEmpty();
        String further = scheme.forward(other.forward("alice@example.org", NOW) + "@first.example", NOW);
        assertThat(scheme.reverse(further.replace("first.example", "third.example"), NOW))
                .isEmpty();
    }

    @Property
    void whateverComesLeadsNowhereQuietly(@ForAll String text) {
        assertThat(scheme.reverse(text, NOW)).isEmpty();
        assertThat(scheme.reverse("SRS0=" + text, NOW)).isEmpty();
        assertThat(scheme.reverse("SRS1=" + text, NOW)).isEmpty();
    }
}
