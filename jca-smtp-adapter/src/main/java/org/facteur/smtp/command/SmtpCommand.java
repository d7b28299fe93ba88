package org.facteur.smtp.command;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.facteur.api.account.Secret;

/** What a client asks for, as a value that is well-formed by construction (RFC 5321 section 4.1, RFC 2033, 3030, 3207, 4954). */
public sealed interface SmtpCommand {

    /** A greeting that asks for the list of extensions; {@code client} is what it calls itself. */
    record Ehlo(String client) implements SmtpCommand {}

    /** A greeting of the time before extensions. */
    record Helo(String client) implements SmtpCommand {}

    /** The greeting of LMTP (RFC 2033 section 4.1). */
    record Lhlo(String client) implements SmtpCommand {}

    /** Begins a message. */
    record Mail(ReversePath sender, List<EsmtpParameter> parameters) implements SmtpCommand {

        public Mail {
            parameters = List.copyOf(parameters);
        }
    }

    /** Adds a recipient. */
    record Rcpt(ForwardPath recipient, List<EsmtpParameter> parameters) implements SmtpCommand {

        public Rcpt {
            parameters = List.copyOf(parameters);
        }
    }

    /** Asks to send the message. */
    record Data() implements SmtpCommand {}

    /**
     * Sends a part of the message, whose octets follow (RFC 3030).
     *
     * @param size how many octets follow
     * @param last whether the message ends with them
     */
    record Bdat(long size, boolean last) implements SmtpCommand {}

    /** Gives up the message. */
    record Rset() implements SmtpCommand {}

    record Noop() implements SmtpCommand {}

    /**
     * Asks whether a user or mailbox exists.
     *
     * @param utf8 whether the answer may be in UTF-8 (RFC 6531 section 3.7.4.2)
     */
    record Vrfy(String subject, boolean utf8) implements SmtpCommand {}

    /** Asks for the members of a list. */
    record Expn(String subject, boolean utf8) implements SmtpCommand {}

    /** A proxy says for whom it speaks; what it does not say is empty. */
    record Xclient(Optional<InetAddress> address, OptionalInt port, Optional<String> helo) implements SmtpCommand {}

    /** Asks for help, on {@code topic} if there is one. */
    record Help(Optional<String> topic) implements SmtpCommand {}

    record Quit() implements SmtpCommand {}

    /** Asks for TLS (RFC 3207). */
    record StartTls() implements SmtpCommand {}

    /**
     * Begins an exchange of authentication (RFC 4954).
     *
     * @param mechanism in upper case
     * @param initialResponse in base64 as it came; {@code =} when it is there and empty
     */
    record Auth(String mechanism, Optional<Secret> initialResponse) implements SmtpCommand {}
}
