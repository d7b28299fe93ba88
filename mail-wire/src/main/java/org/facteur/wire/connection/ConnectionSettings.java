package org.facteur.wire.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.facteur.wire.abuse.AbuseGuard;
import org.facteur.wire.tls.TlsIdentity;

/**
 * What the connections of a listener have in common.
 *
 * @param workers runs the sessions; it may refuse for a while
 * @param tls what the server shows in a handshake
 * @param handshakeTimeout how long a handshake may take
 * @param allowPlaintextPasswords whether a password may cross an unencrypted connection that is not from a loopback address
 * @param saslMechanisms the names of those that are offered, in upper case
 * @param tokenIssuer who issues the tokens that clients may log in with; empty if they may not
 * @param compressed how many of them may be compressed
 * @param guard judges what clients do
 */
public record ConnectionSettings(
        Executor workers,
        TlsIdentity tls,
        Duration handshakeTimeout,
        boolean allowPlaintextPasswords,
        Set<String> saslMechanisms,
        Optional<String> tokenIssuer,
        CompressedConnections compressed,
        AbuseGuard guard) {

    public ConnectionSettings {
        saslMechanisms = Set.copyOf(saslMechanisms);
    }
}
