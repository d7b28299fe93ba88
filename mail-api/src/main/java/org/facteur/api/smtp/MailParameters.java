package org.facteur.api.smtp;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What MAIL asks for a message as a whole. A client can say only what its connection was offered, and nothing of it has to be
 * said: {@link #NONE} is what most messages have.
 *
 * @param size octets that the client expects the message to have (RFC 1870), 0 if it did not say
 * @param body what octets it consists of, as declared
 * @param smtpUtf8 whether addresses and header fields may hold UTF-8 (RFC 6531): it can be passed on only to who can read that
 * @param envid what the sender calls the message in reports (ENVID of RFC 3461 section 4.4), decoded
 * @param ret how much of it comes back when it fails; empty if the server may choose
 * @param requireTls whether it may be passed on only over verified TLS (RFC 8689)
 * @param holdUntil when it may be passed on (HOLDFOR and HOLDUNTIL of RFC 4865)
 * @param deliverBy until when it is of use
 * @param mtPriority -9 to 9, the higher the sooner (RFC 6710); 0 if the client did not say
 * @param auth who submitted it first, says the client that passes it on (RFC 4954 section 5); an empty text is {@code <>}
 */
public record MailParameters(
        long size,
        BodyType body,
        boolean smtpUtf8,
        Optional<String> envid,
        Optional<Ret> ret,
        boolean requireTls,
        Optional<Instant> holdUntil,
        Optional<DeliverBy> deliverBy,
        int mtPriority,
        Optional<String> auth) {

    /** MAIL without parameters. */
    public static final MailParameters NONE = builder().build();

    public static final int LOWEST_PRIORITY = -9;
    public static final int HIGHEST_PRIORITY = 9;

    /** @throws IllegalArgumentException if the size or the priority is out of its range */
    public MailParameters {
        if (size < 0 || mtPriority < LOWEST_PRIORITY || mtPriority > HIGHEST_PRIORITY) {
            throw new IllegalArgumentException("Size " + size + ", priority " + mtPriority);
        }
    }

    /** The same for a message whose octets have been made others. */
    public MailParameters withBody(BodyType type) {
        return new MailParameters(size, type, smtpUtf8, envid, ret, requireTls, holdUntil, deliverBy, mtPriority, auth);
    }

    /** The same for a message of which it has been seen what octets it has. */
    public MailParameters withOctets(BodyType type, boolean unicode) {
        return new MailParameters(size, type, unicode, envid, ret, requireTls, holdUntil, deliverBy, mtPriority, auth);
    }

    /** Begins with what holds when nothing is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects parameters as they are read. */
    public static final class Builder {

        private long size;
        private BodyType body = BodyType.SEVEN_BIT;
        private boolean smtpUtf8;
        private @Nullable String envid;
        private @Nullable Ret ret;
        private boolean requireTls;
        private @Nullable Instant holdUntil;
        private @Nullable DeliverBy deliverBy;
        private int mtPriority;
        private @Nullable String auth;

        private Builder() {}

        public Builder size(long octets) {
            size = octets;
            return this;
        }

        public Builder body(BodyType type) {
            body = type;
            return this;
        }

        public Builder smtpUtf8() {
            smtpUtf8 = true;
            return this;
        }

        public Builder envid(String id) {
            envid = id;
            return this;
        }

        public Builder ret(Ret wanted) {
            ret = wanted;
            return this;
        }

        public Builder requireTls() {
            requireTls = true;
            return this;
        }

        public Builder holdUntil(Instant time) {
            holdUntil = time;
            return this;
        }

        public Builder deliverBy(DeliverBy by) {
            deliverBy = by;
            return this;
        }

        public Builder mtPriority(int priority) {
            mtPriority = priority;
            return this;
        }

        public Builder auth(String identity) {
            auth = identity;
            return this;
        }

        public MailParameters build() {
            return new MailParameters(
                    size,
                    body,
                    smtpUtf8,
                    Optional.ofNullable(envid),
                    Optional.ofNullable(ret),
                    requireTls,
                    Optional.ofNullable(holdUntil),
                    Optional.ofNullable(deliverBy),
                    mtPriority,
                    Optional.ofNullable(auth));
        }
    }
}
