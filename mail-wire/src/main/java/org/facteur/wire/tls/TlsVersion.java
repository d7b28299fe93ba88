package org.facteur.wire.tls;

import java.util.List;
import java.util.Locale;

/** The versions of TLS that the server speaks (RFC 5246, 8446); older ones are broken (RFC 8996). */
public enum TlsVersion {
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    /** This and all later ones, by the names that engines know. */
    List<String> andLater() {
        return List.of(values()).subList(ordinal(), values().length).stream()
                .map(version -> version.protocol)
                .toList();
    }

    /**
     * @param text such as {@code TLSv1.2} or {@code 1.2}
     * @throws IllegalArgumentException if it is none of them
     */
    public static TlsVersion parse(String text) {
        String number = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^tlsv?", "");
        for (TlsVersion version : values()) {
            if (version.protocol.endsWith("v" + number)) {
                return version;
            }
        }
        throw new IllegalArgumentException("The least version of TLS is TLSv1.2 or TLSv1.3, not " + text);
    }
}
