package org.facteur.imap.command;

import java.util.Arrays;

/** The octets that a client answers a SASL challenge with (RFC 4422), decoded from base64; every print is redacted. */
public final class SaslResponse {

    private final byte[] octets;

    /** @param octets possibly none */
    public SaslResponse(byte[] octets) {
        this.octets = octets.clone();
    }

    /** A copy of the octets, for the mechanism that verifies them. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SaslResponse response && Arrays.equals(octets, response.octets);
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(octets.length);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
