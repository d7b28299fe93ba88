package org.facteur.wire.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What is asked; names are the same in any case.
 *
 * @param type a number of {@link Type}
 */
record Question(Name name, int type) {

    /** A query for a recursive name server, which is asked to say whether DNSSEC proves the answer (RFC 6840 section 5.7). */
    Message query() {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().setFlag(Flags.AD);
        return query;
    }

    @Override
    public String toString() {
        return Type.string(type) + " of " + name.toString(true);
    }
}
