package org.facteur.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.facteur.api.account.Secret;

/** PLAIN, said by a client: {@code NUL authcid NUL passwd} in one response (RFC 4616). */
final class PlainClient implements ClientLogin {

    private final String user;
    private final Secret password;

    PlainClient(String user, Secret password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public String mechanism() {
        return "PLAIN";
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.of(message());
    }

    /** To whom wants the name of the mechanism alone first. */
    @Override
    public byte[] respond(byte[] challenge) {
        return message();
    }

    private byte[] message() {
        return ("\0" + user + "\0" + password.reveal()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean mayEnd() {
        return true;
    }
}
