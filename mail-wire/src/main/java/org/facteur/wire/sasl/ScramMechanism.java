package org.facteur.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.session.ConnectionContext;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677): the client proves that it knows the password without sending it, and the server that it
 * knows the account's keys. SCRAM-SHA-256-PLUS binds both proofs to the TLS connection, so that nobody in the middle of it can
 * pass them on.
 *
 * <pre>
 * C: n,,n=user,r=CLIENT           S: r=CLIENT+SERVER,s=SALT,i=ITERATIONS
 * C: c=biws,r=CLIENT+SERVER,p=PROOF    S: v=SIGNATURE    C: (empty)
 * </pre>
 */
final class ScramMechanism implements SaslMechanism {

    static final String PLAIN_NAME = "SCRAM-SHA-256";
    static final String PLUS_NAME = "SCRAM-SHA-256-PLUS";

    private static final int NONCE_OCTETS = 18;

    private final boolean plus;
    private final Supplier<String> nonces;

    /** @param plus whether the exchange is bound to the TLS connection */
    ScramMechanism(boolean plus) {
        this(plus, ScramMechanism::nonce);
    }

    ScramMechanism(boolean plus, Supplier<String> nonces) {
        this.plus = plus;
        this.nonces = nonces;
    }

    @Override
    public String name() {
        return plus ? PLUS_NAME : PLAIN_NAME;
    }

    @Override
    public boolean isPossible(ConnectionContext connection) {
        return !plus
                || ChannelBinding.TYPES.stream()
                        .anyMatch(type -> connection.channelBinding(type).isPresent());
    }

    @Override
    public Dialogue begin(Authenticator authenticator, ConnectionContext connection) {
        return new Exchange(authenticator, connection);
    }

    static String nonce() {
        byte[] octets = new byte[NONCE_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    private final class Exchange implements Dialogue {

        private final Authenticator authenticator;
        private final ConnectionContext connection;

        private @Nullable ScramFirstMessage first;
        private String serverFirst = "";
        private String nonce = "";
        private @Nullable Account proved;

        Exchange(Authenticator authenticator, ConnectionContext connection) {
            this.authenticator = authenticator;
            this.connection = connection;
        }

        @Override
        public Step invite() {
            return new Challenge(new byte[0]);
        }

        @Override
        public Step respond(byte[] response) throws MailStoreException, MalformedResponseException {
            if (proved != null) {
                return response.length == 0 ? new Success(proved) : malformed("Nothing is left to be said");
            }
            String message = Text.decodeMessage(response);
            return first == null ? answerFirst(ScramFirstMessage.parse(message)) : answerFinal(message);
        }

        private Step answerFirst(ScramFirstMessage message) throws MailStoreException, MalformedResponseException {
            checkBinding(message.binding());
            if (message.name().isEmpty()) {
                throw new MalformedResponseException("Name missing");
            }
            ScramParameters parameters = authenticator.scramParameters(message.name());
            first = message;
            nonce = message.nonce() + nonces.get();
            serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(parameters.salt()) + ",i="
                    + parameters.iterations();
            return new Challenge(serverFirst.getBytes(StandardCharsets.US_ASCII));
        }

        /** RFC 5802 section 6: the kind of binding has to be that of the mechanism, and nobody may have hidden ours. */
        private void checkBinding(ChannelBinding binding) throws MalformedResponseException {
            if (plus != binding.isUsed()) {
                throw new MalformedResponseException("Channel binding does not match the mechanism");
            }
            if (binding.isUsed() && connection.channelBinding(binding.type()).isEmpty()) {
                throw new MalformedResponseException("Unsupported channel binding type");
            }
        }

        private Step answerFinal(String message) throws MailStoreException, MalformedResponseException {
            ScramFirstMessage begun = Objects.requireNonNull(first);
            ScramFinalMessage last = ScramFinalMessage.parse(message);
            if (!last.nonce().equals(nonce)) {
                throw new MalformedResponseException("The nonce is another");
            }
            if (!MessageDigest.isEqual(last.channelBinding(), expectedBinding(begun)) || isDowngraded(begun)) {
                return new Failure(Failure.Kind.REJECTED, "Authentication failed");
            }
            String authMessage = begun.bare() + "," + serverFirst + "," + last.withoutProof();
            ScramLogin login = authenticator.authenticateByScram(new ScramProof(
                    begun.name(),
                    authMessage,
                    last.proof(),
                    connection.remoteAddress().getAddress()));
            if (!mayActAs(begun.authorizationIdentity(), begun.name(), login.account())) {
                return new Failure(Failure.Kind.NOT_AUTHORIZED, "Not authorized to act as another");
            }
            proved = login.account();
            String signature = "v=" + Base64.getEncoder().encodeToString(login.serverSignature());
            return new Challenge(signature.getBytes(StandardCharsets.US_ASCII));
        }

        /** The client could bind and was not offered to, though we did offer: somebody between us hid it. */
        private boolean isDowngraded(ScramFirstMessage message) {
            return message.binding().isPossibleForClient()
                    && SaslMechanisms.offered(connection).contains(PLUS_NAME);
        }

        private byte[] expectedBinding(ScramFirstMessage message) {
            byte[] header = message.gs2Header().getBytes(StandardCharsets.UTF_8);
            Optional<byte[]> data = message.binding().isUsed()
                    ? connection.channelBinding(message.binding().type())
                    : Optional.empty();
            if (data.isEmpty()) {
                return header;
            }
            byte[] both = Arrays.copyOf(header, header.length + data.get().length);
            System.arraycopy(data.get(), 0, both, header.length, data.get().length);
            return both;
        }

        private static boolean mayActAs(String authzid, String authcid, Account account) {
            return authzid.isEmpty() || authzid.equals(authcid) || authzid.equalsIgnoreCase(account.address());
        }

        private static Step malformed(String text) throws MalformedResponseException {
            throw new MalformedResponseException(text);
        }
    }
}
