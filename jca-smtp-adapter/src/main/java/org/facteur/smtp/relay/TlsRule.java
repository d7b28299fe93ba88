package org.facteur.smtp.relay;

import java.util.List;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.smtp.client.Encryption;
import org.facteur.wire.tls.TlsaVerifier;

/** What TLS has to be on connections to a server. */
sealed interface TlsRule {

    /** There is none. */
    record Never() implements TlsRule {}

    /** Whatever can be had: who listens on the way learns nothing, who stands in it is no worse off than without (RFC 7435). */
    record Opportunistic() implements TlsRule {}

    /** TLS, with whomever. */
    record Encrypted() implements TlsRule {}

    /**
     * An authority vouches for the server.
     *
     * @param names of which its certificate has one, in the form of {@link org.facteur.wire.tls.ServerNames#include}
     * @param says what this proves
     */
    record Verified(List<String> names, Verification says) implements TlsRule {

        public Verified {
            names = List.copyOf(names);
        }
    }

    /** As if there were no rule; that it does not hold is noted. */
    record Tested(Verified rule) implements TlsRule {}

    /**
     * DNS names the server's certificate, or its authority.
     *
     * @param names of which the certificate has one, if it is its authority
     */
    record Dane(TlsaVerifier records, List<String> names) implements TlsRule {

        public Dane {
            names = List.copyOf(names);
        }
    }

    /** How the protocol begins. */
    default Encryption encryption() {
        if (this instanceof Never) {
            return Encryption.NONE;
        }
        return isOpportunistic() ? Encryption.IF_OFFERED : Encryption.REQUIRED;
    }

    /** Whether a message goes without TLS where there is none. */
    default boolean isOpportunistic() {
        return this instanceof Opportunistic || this instanceof Tested;
    }
}
