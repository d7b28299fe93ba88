package org.facteur.smtp.command;

import org.facteur.api.smtp.BodyType;

/** A parameter that an extension adds to MAIL or RCPT ({@code esmtp-param} of RFC 5321 section 4.1.2). */
public sealed interface EsmtpParameter {

    /** The keyword, in upper case. */
    String keyword();

    /** How large the client thinks the message is (RFC 1870): octets, {@link Long#MAX_VALUE} for anything larger. */
    record Size(long octets) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "SIZE";
        }
    }

    /** What octets the message consists of (RFC 6152). */
    record Body(BodyType type) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "BODY";
        }
    }

    /** Who submitted the message first, says the client (RFC 4954 section 5); a mailbox, or empty for {@code <>}. */
    record SubmittedBy(String identity) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "AUTH";
        }
    }
}
