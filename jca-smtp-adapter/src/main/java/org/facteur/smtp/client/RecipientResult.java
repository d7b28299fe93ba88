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
        /** The server has turned away, from whatever it was: nothing follows for the recipient. */
        UNSERVED,
        /** There were too many recipients: the next transaction may have it. */
        AGAIN
    }

    static RecipientResult unserved(RemoteReply reply) {
        return new RecipientResult(Kind.UNSERVED, reply);
    }

    static RecipientResult refused(RemoteReply reply) {
        return new RecipientResult(reply.isPermanent() ? Kind.FAILED : Kind.DEFERRED, reply);
    }
}
