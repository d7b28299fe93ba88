package org.facteur.wire.sasl;

/**
 * The client's final message (RFC 5802 section 7).
 *
 * <pre>
 * client-final-message-without-proof = "c=" base64 "," "r=" nonce ["," extensions]
 * client-final-message               = client-final-message-without-proof "," "p=" base64
 * </pre>
 *
 * @param channelBinding the header of the first message, and the data of the binding if one is used
 * @param withoutProof what stands before the proof, as it stands there
 */
record ScramFinalMessage(byte[] channelBinding, String nonce, byte[] proof, String withoutProof) {

    private static final String PROOF = ",p=";

    static ScramFinalMessage parse(String message) throws MalformedResponseException {
        int end = message.lastIndexOf(PROOF);
        if (end < 0) {
            throw new MalformedResponseException("Not a SCRAM message");
        }
        String withoutProof = message.substring(0, end);
        ScramAttributes attributes = new ScramAttributes(withoutProof);
        byte[] binding = ScramAttributes.base64(attributes.next('c'));
        String nonce = ScramAttributes.nonce(attributes.next('r'));
        byte[] proof = ScramAttributes.base64(message.substring(end + PROOF.length()));
        return new ScramFinalMessage(binding, nonce, proof, withoutProof);
    }
}
