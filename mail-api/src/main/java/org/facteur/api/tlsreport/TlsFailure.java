package org.facteur.api.tlsreport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a connection was not what its policy asks for (RFC 8460 section 4.3). */
public enum TlsFailure {
    /** The server does not offer it. */
    STARTTLS_NOT_SUPPORTED,
    /** The certificate is for another server. */
    CERTIFICATE_HOST_MISMATCH,
    CERTIFICATE_EXPIRED,
    /** Nobody who is trusted vouches for the certificate, or no TLSA record names it. */
    CERTIFICATE_NOT_TRUSTED,
    /** Whatever else, the handshake itself included. */
    VALIDATION_FAILURE,
    /** None of the TLSA records is of use. */
    TLSA_INVALID,
    /** What DNS says cannot be had, or not as DNSSEC wants it. */
    DNSSEC_INVALID,
    /** The administrator of the sender asks for DANE, and there is none. */
    DANE_REQUIRED,
    /** The policy of MTA-STS cannot be had. */
    STS_POLICY_FETCH_ERROR,
    /** The policy of MTA-STS is none. */
    STS_POLICY_INVALID,
    /** The server that has the policy of MTA-STS shows a certificate that is not right. */
    STS_WEBPKI_INVALID;

    /** As it is written in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if none is written so. */
    public static Optional<TlsFailure> of(String word) {
        return Arrays.stream(values())
                .filter(failure -> failure.word().equals(word))
                .findFirst();
    }
}
