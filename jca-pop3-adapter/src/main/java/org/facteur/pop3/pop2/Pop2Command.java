package org.facteur.pop3.pop2;

import java.util.OptionalInt;
import org.facteur.api.account.Secret;

/** A command whose syntax is right (RFC 937). */
sealed interface Pop2Command {

    /** Who the client is. */
    record Helo(String user, Secret password) implements Pop2Command {}

    /** Another mailbox. */
    record Fold(String mailbox) implements Pop2Command {}

    /**
     * The size of a message.
     *
     * @param message the current one if it is empty
     */
    record Read(OptionalInt message) implements Pop2Command {}

    /** The octets of the current message. */
    record Retr() implements Pop2Command {}

    /** The message has come, and stays. */
    record Acks() implements Pop2Command {}

    /** The message has come, and goes. */
    record Ackd() implements Pop2Command {}

    /** The message has not come. */
    record Nack() implements Pop2Command {}

    /** The end. */
    record Quit() implements Pop2Command {}
}
