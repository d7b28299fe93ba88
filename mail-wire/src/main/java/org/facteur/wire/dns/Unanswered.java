package org.facteur.wire.dns;

import java.time.Duration;

/**
 * No name server has an answer now.
 *
 * @param sentence without its full stop
 */
record Unanswered(String sentence) implements Reply {

    @Override
    public Duration life() {
        return Duration.ZERO;
    }

    @Override
    public int octets() {
        return 1;
    }
}
