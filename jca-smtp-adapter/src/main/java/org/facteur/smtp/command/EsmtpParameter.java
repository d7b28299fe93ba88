package org.facteur.smtp.command;

import java.time.Instant;
import java.util.Set;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.Ret;

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

    /** What octets the message consists of (RFC 6152, RFC 3030). */
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

    /** How much comes back with a report of failure (RFC 3461 section 4.3). */
    record ReturnContent(Ret ret) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "RET";
        }
    }

    /** What the sender calls the message in reports (RFC 3461 section 4.4), decoded. */
    record EnvelopeId(String id) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "ENVID";
        }
    }

    /** Of what the sender wants to hear (RFC 3461 section 4.1); not empty, and {@code NEVER} is alone. */
    record NotifyOn(Set<Notify> conditions) implements EsmtpParameter {

        public NotifyOn {
            conditions = Set.copyOf(conditions);
        }

        @Override
        public String keyword() {
            return "NOTIFY";
        }
    }

    /** The recipient as the sender named it first (RFC 3461 section 4.2). */
    record OriginallyFor(OriginalRecipient recipient) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "ORCPT";
        }
    }

    /** To be passed on over verified TLS only (RFC 8689). */
    record RequireTls() implements EsmtpParameter {

        @Override
        public String keyword() {
            return "REQUIRETLS";
        }
    }

    /** To be held back for so many seconds, at least one (RFC 4865 section 5). */
    record HoldFor(long seconds) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "HOLDFOR";
        }
    }

    /** To be held back until then (RFC 4865 section 5). */
    record HoldUntil(Instant time) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "HOLDUNTIL";
        }
    }

    /** Within how many seconds the message is to be delivered, at least one if it is to come back otherwise (RFC 2852 section 4). */
    record By(long seconds, DeliverBy.Mode mode, boolean trace) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "BY";
        }
    }

    /** Addresses and header fields may hold UTF-8 (RFC 6531). */
    record SmtpUtf8() implements EsmtpParameter {

        @Override
        public String keyword() {
            return "SMTPUTF8";
        }
    }

    /** How urgent the message is: -9 to 9 (RFC 6710 section 3). */
    record Priority(int value) implements EsmtpParameter {

        @Override
        public String keyword() {
            return "MT-PRIORITY";
        }
    }
}
