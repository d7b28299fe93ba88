package org.facteur.wire.sasl;

/**
 * The client's first message (RFC 5802 section 7).
 *
 * <pre>
 * client-first-message      = gs2-header client-first-message-bare
 * gs2-header                = gs2-cbind-flag "," [ "a=" saslname ] ","
 * client-first-message-bare = "n=" saslname "," "r=" c-nonce ["," extensions]
 * </pre>
 *
 * @param gs2Header as it stands there, with its two commas
 * @param authorizationIdentity empty if there is none
 * @param bare what follows the header
 */
record ScramFirstMessage(
        ChannelBinding binding,
        String gs2Header,
        String authorizationIdentity,
        String name,
        String nonce,
        String bare) {

    static ScramFirstMessage parse(String message) throws MalformedResponseException {
        int first = message.indexOf(',');
        int second = message.indexOf(',', first + 1);
        if (first < 0 || second < 0) {
            throw new MalformedResponseException("Not a SCRAM message");
        }
        ChannelBinding binding = ChannelBinding.parse(message.substring(0, first));
        String identity = message.substring(first + 1, second);
        String authzid = identity.isEmpty() ? "" : saslName(ScramAttributes.value('a', identity));
        String bare = message.substring(second + 1);
        ScramAttributes attributes = new ScramAttributes(bare);
        String name = saslName(attributes.next('n'));
        String nonce = ScramAttributes.nonce(attributes.next('r'));
        return new ScramFirstMessage(binding, message.substring(0, second + 1), authzid, name, nonce, bare);
    }

    /** {@code =2C} stands for a comma and {@code =3D} for an equals sign, which otherwise must not occur. */
    private static String saslName(String encoded) throws MalformedResponseException {
        String rest = encoded.replace("=2C", "").replace("=3D", "");
        if (rest.indexOf('=') >= 0) {
            throw new MalformedResponseException("A name with an equals sign that is none");
        }
        if (encoded.length() > Text.MAX_LENGTH) {
            throw new MalformedResponseException("Name or password too long");
        }
        return encoded.replace("=2C", ",").replace("=3D", "=");
    }
}
