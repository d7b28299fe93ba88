package org.facteur.wire.sasl;

import java.util.List;

/**
 * What a client says of channel binding at the beginning of an exchange: {@code gs2-cbind-flag} (RFC 5801 section 4).
 *
 * @param flag {@code p}: it is used; {@code y}: the client could, and thinks that the server cannot; {@code n}: it cannot
 * @param type of the binding that is used; empty if none is
 */
record ChannelBinding(char flag, String type) {

    /** The types that there are, the strongest first. */
    static final List<String> TYPES = List.of("tls-exporter", "tls-server-end-point");

    private static final String USED = "p=";

    /** @param text what stands before the first comma */
    static ChannelBinding parse(String text) throws MalformedResponseException {
        if (text.equals("n") || text.equals("y")) {
            return new ChannelBinding(text.charAt(0), "");
        }
        if (text.startsWith(USED) && text.length() > USED.length()) {
            return new ChannelBinding('p', text.substring(USED.length()));
        }
        throw new MalformedResponseException("Not a SCRAM message");
    }

    boolean isUsed() {
        return flag == 'p';
    }

    boolean isPossibleForClient() {
        return flag == 'y';
    }
}
