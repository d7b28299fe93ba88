package org.facteur.smtp.command;

/** Where a message comes from: {@code Reverse-path} of RFC 5321 section 4.1.2. */
public sealed interface ReversePath permits Mailbox, ReversePath.Null {

    /** The path without its brackets; empty for {@link Null}. */
    String text();

    /** Whether it can be said without SMTPUTF8. */
    default boolean isAscii() {
        return text().chars().allMatch(c -> c < 0x80);
    }

    /** {@code <>}: nobody wants to hear of failures, since the message is a report of one. */
    record Null() implements ReversePath {

        @Override
        public String text() {
            return "";
        }
    }
}
