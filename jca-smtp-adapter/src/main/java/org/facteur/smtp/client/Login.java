package org.facteur.smtp.client;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.facteur.api.queue.HopLogin;
import org.facteur.wire.sasl.ChallengeException;
import org.facteur.wire.sasl.ClientLogin;

/**
 * AUTH, said by a client (RFC 4954). Whatever goes wrong is no fault of a message: each failure is one that may be over later, and says whose login
 * it was.
 */
final class Login {

    /** Octets of a command, with its end (RFC 5321 section 4.5.3.1.4). */
    private static final int LONGEST_COMMAND = 512;

    private static final String CANCEL = "*";

    /** What comes of it. */
    sealed interface Step {

        /** A line for the server. */
        record Say(String line) implements Step {}

        record Done() implements Step {}

        record Failed(RemoteReply reply) implements Step {}
    }

    private final String user;
    private final ClientLogin mechanism;

    /** What has not gone with the command, and is the answer to the first challenge. */
    private Optional<byte[]> held = Optional.empty();

    private Optional<RemoteReply> flaw = Optional.empty();

    private Login(String user, ClientLogin mechanism) {
        this.user = user;
        this.mechanism = mechanism;
    }

    /** @return empty if the server offers no mechanism that is known */
    static Optional<Login> of(HopLogin login, Capabilities server) {
        return ClientLogin.with(List.of(server.value("AUTH").split(" ")), login.user(), login.password())
                .map(mechanism -> new Login(login.user(), mechanism));
    }

    static RemoteReply unknown(HopLogin login, Capabilities server) {
        return failure(
                login.user(),
                server.has("AUTH")
                        ? "the server offers no mechanism that is known, but " + server.value("AUTH")
                        : "the server offers none");
    }

    static RemoteReply unsafe(HopLogin login) {
        return failure(login.user(), "the password is not sent without TLS");
    }

    private static RemoteReply failure(String user, String why) {
        return RemoteReply.of(454, "4.7.0 No login as " + user + ": " + why).brief();
    }

    Step begin() {
        String command = "AUTH " + mechanism.mechanism();
        Optional<byte[]> initial = mechanism.initial();
        if (initial.isEmpty()) {
            return new Step.Say(command);
        }
        String whole = command + " " + base64(initial.get());
        if (whole.length() + 2 > LONGEST_COMMAND) {
            held = initial;
            return new Step.Say(command);
        }
        return new Step.Say(whole);
    }

    Step reply(RemoteReply reply) {
        if (flaw.isPresent()) {
            // The server has refused what was cancelled.
            return new Step.Failed(flaw.get());
        }
        if (reply.code() == 334) {
            return challenge(reply.text());
        }
        if (!reply.isPositive()) {
            return new Step.Failed(failure(user, reply.code() + " " + reply.text()));
        }
        return mechanism.mayEnd()
                ? new Step.Done()
                : new Step.Failed(failure(user, "the server has not shown that it knows the password"));
    }

    private Step challenge(String text) {
        try {
            byte[] challenge = Base64.getDecoder().decode(text.strip());
            byte[] response = held.isPresent() ? held.get() : mechanism.respond(challenge);
            held = Optional.empty();
            return new Step.Say(base64(response));
        } catch (ChallengeException e) {
            return cancel(e.text());
        } catch (IllegalArgumentException e) {
            return cancel("what the server asks for is no base64");
        }
    }

    private Step cancel(String why) {
        flaw = Optional.of(failure(user, why));
        return new Step.Say(CANCEL);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
