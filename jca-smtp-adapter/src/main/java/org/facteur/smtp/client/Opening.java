package org.facteur.smtp.client;

import java.util.List;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.smtp.client.ClientProtocol.Stage;
import org.facteur.smtp.client.ClientStep.Close;
import org.facteur.smtp.client.ClientStep.Ready;
import org.facteur.smtp.client.ClientStep.Send;
import org.facteur.smtp.client.ClientStep.StartTls;
import org.facteur.smtp.client.ClientStep.Unusable;
import org.jspecify.annotations.Nullable;

/** A connection from its greeting to the moment when the server takes messages, or is known not to. */
final class Opening {

    static final RemoteReply MEANINGLESS = RemoteReply.of(451, "4.5.0 The reply of the server has no meaning here");

    private static final RemoteReply NO_TLS =
            RemoteReply.of(454, "4.7.4 TLS is required, and the server does not offer it");

    private static final RemoteReply NOT_ONWARDS = RemoteReply.of(554, "5.7.30 REQUIRETLS support required");

    private final Introduction self;
    private final Encryption encryption;

    private Stage stage;
    private boolean secured;
    private Capabilities server = Capabilities.NONE;
    private @Nullable Login login;
    private boolean loginFailed;

    Opening(Introduction self) {
        this.self = self;
        this.encryption = self.encryption();
        this.stage = self.tlsAtOnce() ? Stage.HANDSHAKE : Stage.GREETING;
    }

    /** READY when it is over, CLOSED when it has failed. */
    Stage stage() {
        return stage;
    }

    /** What the server offers. */
    Capabilities server() {
        return server;
    }

    /** Whether it is the login for which the server takes no messages. */
    boolean hasLoginFailed() {
        return loginFailed;
    }

    /** Whether it is known who the server is, and it promises TLS for the rest of the way (RFC 8689). */
    boolean isSafeOnwards() {
        return secured && encryption == Encryption.REQUIRED_ONWARDS;
    }

    List<ClientStep> reply(RemoteReply reply) {
        if (reply.isClosing()) {
            return unusable(reply);
        }
        return switch (stage) {
            case GREETING -> reply.isPositive() ? hello() : unusable(reply);
            case EHLO -> ehlo(reply);
            case HELO -> reply.isPositive() ? known() : unusable(reply);
            case STARTTLS -> startTls(reply);
            case AUTH -> login == null ? unusable(MEANINGLESS) : login(login.reply(reply));
            default -> unusable(MEANINGLESS);
        };
    }

    /** There is a connection. */
    List<ClientStep> connected() {
        return stage == Stage.HANDSHAKE ? List.of(new StartTls()) : List.of();
    }

    /** TLS has begun. */
    List<ClientStep> secured() {
        secured = true;
        server = Capabilities.NONE;
        if (self.tlsAtOnce()) {
            stage = Stage.GREETING;
            return List.of();
        }
        return hello();
    }

    /** The server takes no messages. */
    List<ClientStep> unusable(RemoteReply reply) {
        return close(new Unusable(reply, false));
    }

    /** It would, without the TLS that is needed. */
    List<ClientStep> unsafe(RemoteReply reply) {
        return close(new Unusable(reply, true));
    }

    /** Nobody waits for it any more. */
    void abandon() {
        stage = Stage.CLOSED;
    }

    private List<ClientStep> close(Unusable unusable) {
        if (stage == Stage.CLOSED) {
            return List.of(new Close());
        }
        stage = Stage.CLOSED;
        return List.of(unusable, new Close());
    }

    private List<ClientStep> hello() {
        stage = Stage.EHLO;
        return List.of(new Send((isLmtp() ? "LHLO " : "EHLO ") + self.hostname() + "\r\n"));
    }

    private List<ClientStep> ehlo(RemoteReply reply) {
        if (!reply.isPositive()) {
            if (!reply.isPermanent() || secured || isLmtp()) {
                return unusable(reply);
            }
            if (encryption.isRequired()) {
                return unsafe(NO_TLS);
            }
            stage = Stage.HELO;
            return List.of(new Send("HELO " + self.hostname() + "\r\n"));
        }
        server = Capabilities.of(reply);
        if (isSafeOnwards() && !server.has("REQUIRETLS")) {
            return unsafe(NOT_ONWARDS);
        }
        if (secured || encryption == Encryption.NONE) {
            return known();
        }
        if (server.has("STARTTLS")) {
            stage = Stage.STARTTLS;
            return List.of(new Send("STARTTLS\r\n"));
        }
        return encryption.isRequired() ? unsafe(NO_TLS) : known();
    }

    private List<ClientStep> startTls(RemoteReply reply) {
        if (reply.code() != 220) {
            return encryption.isRequired() ? unsafe(reply) : known();
        }
        stage = Stage.HANDSHAKE;
        return List.of(new StartTls());
    }

    /** What the server offers is known, and so is who it is as far as it has to be. */
    private List<ClientStep> known() {
        if (self.login().isEmpty()) {
            return ready();
        }
        HopLogin as = self.login().get();
        if (!secured && !as.inTheClear()) {
            return withoutLogin(Login.unsafe(as));
        }
        login = Login.of(as, server).orElse(null);
        if (login == null) {
            return withoutLogin(Login.unknown(as, server));
        }
        stage = Stage.AUTH;
        return login(login.begin());
    }

    private List<ClientStep> login(Login.Step step) {
        if (step instanceof Login.Step.Say say) {
            return List.of(new Send(say.line() + "\r\n"));
        }
        return step instanceof Login.Step.Failed failed ? withoutLogin(failed.reply()) : ready();
    }

    private List<ClientStep> withoutLogin(RemoteReply reply) {
        loginFailed = true;
        return unusable(reply);
    }

    boolean isLmtp() {
        return self.protocol() == Protocol.LMTP;
    }

    private List<ClientStep> ready() {
        stage = Stage.READY;
        return List.of(new Ready());
    }
}
