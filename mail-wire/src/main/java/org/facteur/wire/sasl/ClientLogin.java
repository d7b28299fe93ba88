package org.facteur.wire.sasl;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.facteur.api.account.Secret;

/**
 * The client's side of one login by SASL (RFC 4422): what it says first, and what it answers to each challenge. Not thread-safe.
 *
 * @see #with
 */
public interface ClientLogin {

    /** The name of the mechanism. */
    String mechanism();

    /** What may go with the name of the mechanism; empty if the server has to speak first. */
    Optional<byte[]> initial();

    /** @throws ChallengeException if a server that knows the password would not say this */
    byte[] respond(byte[] challenge) throws ChallengeException;

    /** Whether the login may be over: the server has proven what the mechanism wants it to prove. */
    boolean mayEnd();

    /**
     * By the best of the mechanisms that a server offers: the one that does not show the password, if there is one.
     *
     * @param offered in any case
     * @return empty if none of them is known
     */
    static Optional<ClientLogin> with(Collection<String> offered, String user, Secret password) {
        Set<String> names =
                offered.stream().map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
        if (names.contains(ScramMechanism.PLAIN_NAME)) {
            return Optional.of(new ScramClient(user, password));
        }
        if (names.contains("PLAIN")) {
            return Optional.of(new PlainClient(user, password));
        }
        return names.contains("LOGIN") ? Optional.of(new LoginClient(user, password)) : Optional.empty();
    }
}
