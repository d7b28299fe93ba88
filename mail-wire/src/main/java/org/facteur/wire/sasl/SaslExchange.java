package org.facteur.wire.sasl;

import java.util.Base64;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.wire.sasl.SaslMechanism.Dialogue;

/**
 * The server's side of one authentication, as lines of base64 on the wire and without I/O, for SMTP (RFC 4954), POP3
 * (RFC 5034) and IMAP (RFC 3501 section 6.2.2).
 *
 * <p>The session calls {@link #start} once and then {@link #respond} for each line of the client until the step is no
 * {@link Challenge}. Both may ask the store.
 */
public final class SaslExchange {

    /** The longest response in octets of base64, without its line end (RFC 4954 section 4). */
    public static final int MAX_RESPONSE = 12_288;

    /** What the server does next. */
    public sealed interface Step permits Challenge, Success, Failure {}

    /** The server asks, and the client responds with one line. */
    public record Challenge(byte[] octets) implements Step {

        /** The challenge as it goes on the wire, without the protocol's prefix and line end; possibly empty. */
        public String encoded() {
            return Base64.getEncoder().encodeToString(octets);
        }
    }

    /** The client is who it says. */
    public record Success(Account account) implements Step {}

    /**
     * The exchange is over and nobody is logged in.
     *
     * @param text for the client: no secret, nothing about which part was wrong
     */
    public record Failure(Kind kind, String text) implements Step {

        /** Why it failed, for the reply code of the protocol. */
        public enum Kind {
            /** The client cancelled with {@code *}. */
            CANCELLED,
            /** The response is no base64, or not what the mechanism defines. */
            MALFORMED,
            /** The response is longer than {@value #MAX_RESPONSE} octets. */
            TOO_LONG,
            /** The credentials do not match. */
            REJECTED,
            /** The credentials match, the account may not log in. */
            DISABLED,
            /** The credentials match, but not for the authorization identity that was asked for. */
            NOT_AUTHORIZED,
            /** Too many logins to the account have failed: nobody has looked at the credentials. */
            SUSPENDED,
            /** The store cannot tell now. */
            UNAVAILABLE;

            /** Whether credentials were looked at, or should have been there to be looked at. */
            public boolean isGuess() {
                return this != CANCELLED && this != SUSPENDED && this != UNAVAILABLE;
            }
        }
    }

    private final Dialogue dialogue;

    SaslExchange(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** Begins without an initial response. */
    public Step start() {
        return dialogue.invite();
    }

    /**
     * Begins with an initial response.
     *
     * @param initialResponse as on the wire: base64, or {@code =} for an empty one
     */
    public Step start(String initialResponse) {
        return initialResponse.equals("=") ? decoded(new byte[0]) : encoded(initialResponse);
    }

    /** @param line the client's line without its line end: base64, possibly empty, or {@code *} to cancel */
    public Step respond(String line) {
        return line.equals("*") ? new Failure(Failure.Kind.CANCELLED, "Authentication cancelled") : encoded(line);
    }

    private Step encoded(String base64) {
        if (base64.length() > MAX_RESPONSE) {
            return new Failure(Failure.Kind.TOO_LONG, "Response too long");
        }
        byte[] response;
        try {
            // The decoder takes a final group without its padding; RFC 4648 section 3.2 does not.
            response = base64.length() % 4 == 0 ? Base64.getDecoder().decode(base64) : null;
        } catch (IllegalArgumentException e) {
            response = null;
        }
        return response == null ? new Failure(Failure.Kind.MALFORMED, "Not base64") : decoded(response);
    }

    private Step decoded(byte[] response) {
        try {
            return dialogue.respond(response);
        } catch (MalformedResponseException e) {
            return new Failure(Failure.Kind.MALFORMED, e.text());
        } catch (MailStoreException e) {
            return switch (e.reason()) {
                case AUTHENTICATION_FAILED -> new Failure(Failure.Kind.REJECTED, "Authentication failed");
                case ACCOUNT_DISABLED -> new Failure(Failure.Kind.DISABLED, "This account may not log in");
                case LOGIN_SUSPENDED ->
                    new Failure(Failure.Kind.SUSPENDED, "Too many logins to this account have failed, try again later");
                default -> new Failure(Failure.Kind.UNAVAILABLE, "Authentication is not possible now, try again later");
            };
        }
    }
}
