package org.facteur.wire.dns;

import java.util.List;

/**
 * What the domain name system says to a question.
 *
 * @param records empty unless the status is {@link Status#FOUND}
 * @param validated whether the name server says that DNSSEC proves the answer (the AD bit, RFC 4035 section 3.2.3): as
 *     trustworthy as the name server, and the way to it
 * @param name that has the records, at the end of the aliases of the one that was asked for; in lower case, without final dot
 */
public record DnsAnswer<T>(Status status, List<T> records, boolean validated, String name) {

    /** How a question was answered. */
    public enum Status {
        FOUND,
        /** The name is there, without such records. */
        NO_RECORDS,
        /** There is no such name, nor any below it (RFC 8020). */
        NO_NAME
    }

    public DnsAnswer {
        records = List.copyOf(records);
    }

    public boolean isFound() {
        return status == Status.FOUND;
    }
}
