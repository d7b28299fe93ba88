package org.facteur.smtp.dkim;

import java.util.Arrays;
import java.util.List;

/** A signature of header and body of a message, on its way to be verified. */
public final class SignedMessage {

    private final SignatureField signature;
    private final CanonicalForm form;
    private final List<String> names;
    private final BodyHash body;

    private SignedMessage(SignatureField signature, CanonicalForm form, List<String> names, BodyHash body) {
        this.signature = signature;
        this.form = form;
        this.names = names;
        this.body = body;
    }

    /**
     * @param hashes where the hash of the body is asked for
     * @throws UnverifiableException if it can be no signature of a message
     */
    public static SignedMessage of(SignatureField signature, BodyHashes hashes) throws UnverifiableException {
        List<CanonicalForm> forms = signature.forms();
        List<String> names = signature.names();
        signature.bodyHash();
        long length = signature.number("l").orElse(BodyHash.WHOLE);
        return new SignedMessage(signature, forms.get(0), names, hashes.of(forms.get(1), length));
    }

    public SignatureField signature() {
        return signature;
    }

    /** The names of the fields that it signs, in lower case. */
    public List<String> names() {
        return names;
    }

    /**
     * Finds whether it signs the message, when its body has been read.
     *
     * @param header from top to bottom
     * @throws UnverifiableException if it does not, or its key is none
     */
    public void verify(List<HeaderField> header, KeyAnswer answer) throws UnverifiableException {
        verify(header, PublishedKey.of(answer, signature.algorithm()));
    }

    /**
     * Finds whether it is of this body, for which no key is needed, when the body has been read.
     *
     * @throws UnverifiableException if it is not
     */
    public void verifyBody() throws UnverifiableException {
        if (body.isShort()) {
            throw new UnverifiableException(Verdict.PERMERROR, "body is shorter than signed");
        }
        if (!Arrays.equals(body.hash(), signature.bodyHash())) {
            throw new UnverifiableException(Verdict.FAIL, "body hash does not verify");
        }
    }

    /** Whether {@link #verifyBody} finds so. */
    public boolean isOfBody() {
        try {
            verifyBody();
            return true;
        } catch (UnverifiableException e) {
            return false;
        }
    }

    void verify(List<HeaderField> header, PublishedKey key) throws UnverifiableException {
        verifyBody();
        // A signature does not sign itself.
        List<HeaderField> others =
                header.stream().filter(each -> !each.equals(signature.field())).toList();
        signature.verify(form.octets(SignedFields.selected(others, names)), form, key);
        if (body.hasMore()) {
            // RFC 6376 section 8.2: what was added is what readers may see.
            throw new UnverifiableException(Verdict.POLICY, "body is longer than signed");
        }
    }
}
