package org.facteur.smtp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HopCounterTest {

    @Test
    void receivedFieldsAreCountedInAnyCase() {
        assertThat(hops("Received: a\r\nRECEIVED: b\r\nSubject: c\r\nreceived:d\r\n\r\n"))
                .isEqualTo(3);
    }

    @Test
    void whatOnlyLooksLikeOneIsNot() {
        assertThat(hops("X-Received: a\r\nReceived-SPF: b\r\n Received: folded\r\nReceive: c\r\n\r\n"))
                .isZero();
    }

    @Test
    void theBodyIsNotLookedAt() {
        assertThat(hops("Received: a\r\n\r\nReceived: b\r\n")).isEqualTo(1);
        assertThat(hops("\r\nReceived: b\r\n")).isZero();
    }

    private static int hops(String message) {
        HopCounter whole = new HopCounter();
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        whole.accept(octets, octets.length);
        HopCounter single = new HopCounter();
        for (byte octet : octets) {
            single.accept(new byte[] {octet}, 1);
        }
        assertThat(single.hops()).isEqualTo(whole.hops());
        return whole.hops();
    }
}
