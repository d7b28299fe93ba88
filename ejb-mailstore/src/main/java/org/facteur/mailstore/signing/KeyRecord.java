package org.facteur.mailstore.signing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.facteur.api.signing.SigningAlgorithm;

/**
 * What is published of a key: a TXT record (RFC 6376 section 3.6).
 *
 * @param name where, without final dot
 * @param value what it says
 */
public record KeyRecord(String name, String value) {

    /** Octets of a string of a record (RFC 1035 section 3.3). */
    private static final int LONGEST_STRING = 255;

    /** Octets of a key of Ed25519, which are the last of its encoding (RFC 8410 section 4). */
    private static final int ED25519_OCTETS = 32;

    static KeyRecord of(String domain, String selector, SigningAlgorithm algorithm, byte[] publicKey) {
        byte[] octets = switch (algorithm) {
            case RSA_SHA256 -> publicKey;
            case ED25519_SHA256 -> Arrays.copyOfRange(publicKey, publicKey.length - ED25519_OCTETS, publicKey.length);
        };
        return new KeyRecord(
                selector + "._domainkey." + domain,
                "v=DKIM1; h=sha256; k=" + algorithm.keyType() + "; p="
                        + Base64.getEncoder().encodeToString(octets));
    }

    /** The value in the strings that a record is made of. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < value.length(); i += LONGEST_STRING) {
            strings.add(value.substring(i, Math.min(value.length(), i + LONGEST_STRING)));
        }
        return strings;
    }

    /** The record as a zone file has it (RFC 1035 section 5.1). */
    public String zoneLine() {
        return name + ". IN TXT "
                + strings().stream().map(string -> '"' + string + '"').collect(Collectors.joining(" ", "( ", " )"));
    }
}
