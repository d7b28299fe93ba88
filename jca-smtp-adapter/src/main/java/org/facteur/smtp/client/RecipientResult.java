package org.facteur.smtp.client;

/**
 * How a transaction ended for one recipient.
 *
 * @param reply what decided it
 */
public record RecipientResult(Kind kind, RemoteReply reply) {

    /** What follows from it. */
    public enum Kind {
        DELIVERED,
        FAILED,
        DEFERRED,
        /** There were too many recipients: the next transaction may have it. */
        AGAIN
    }

    static RecipientResult refused(RemoteReply reply) {
        return new RecipientResult(reply.isPermanent() ? Kind.FAILED : Kind.DEFERRED, reply);
    }
}
