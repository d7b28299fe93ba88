package org.facteur.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.facteur.api.account.Secret;

/** LOGIN, said by a client: the name, then the password, whatever words the server asks for them with (draft-murchison-sasl-login). */
final class LoginClient implements ClientLogin {

    private final String user;
    private final Secret password;
    private int answered;

    LoginClient(String user, Secret password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public String mechanism() {
        return "LOGIN";
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.empty();
    }

    @Override
    public byte[] respond(byte[] challenge) throws ChallengeException {
        if (answered == 2) {
            throw new ChallengeException("Nothing is left to be asked for by LOGIN");
        }
        String said = answered == 0 ? user : password.reveal();
        answered++;
        return said.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean mayEnd() {
        return answered == 2;
    }
}
