package org.facteur.smtp.dkim;

import java.util.Optional;

/**
 * What comes of one signature.
 *
 * @param reason a few words of ASCII; empty for none
 * @param signature the field, if it could be read
 */
public record DkimResult(Verdict verdict, String reason, Optional<SignatureField> signature) {

    static DkimResult of(UnverifiableException failure, Optional<SignatureField> signature) {
        return new DkimResult(failure.verdict(), failure.reason(), signature);
    }
}
