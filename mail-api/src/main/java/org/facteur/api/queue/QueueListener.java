package org.facteur.api.queue;

import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.network.TextLookup;
import org.facteur.api.tlsreport.TlsCount;

/**
 * What the SMTP adapter asks of the application whose mail it passes on. An application keeps a queue by a message-driven bean
 * that implements this interface: it says what is due, and decides what follows from how an attempt ended.
 *
 * <p>No call waits for a remote server: {@link #claim} hands out, {@link #read} gives octets, {@link #report} takes back. Whatever
 * is claimed and never reported is due again when its lease is over.
 */
public interface QueueListener extends ContentReader {

    /** The destination of recipients to whom the application delivers itself, when {@link #deliverHere} is called. */
    String HERE = "[here]";

    /** Asks to be told of destinations for which something has become due. A hint may be lost, doubled or late. */
    Watch watch(QueueObserver observer) throws MailStoreException;

    /**
     * Lends the application the name servers that the relay asks, until the watch is closed. One that has no use for them need not
     * implement this.
     */
    default Watch lend(TextLookup names) throws MailStoreException {
        return () -> {};
    }

    /**
     * Destinations for which something is due now.
     *
     * @param limit how many at most
     */
    List<String> due(int limit) throws MailStoreException;

    /**
     * Takes what is due for a destination, the most urgent first, so that nobody else takes it before the lease is over.
     *
     * @param recipients how many at most
     * @return without messages if nothing is due
     */
    Claim claim(String destination, int recipients) throws MailStoreException;

    /**
     * What is known of TLS on the way to a destination; asked for each connection.
     *
     * @param destination a domain or an address literal, or the name of the smart host that takes its mail
     */
    default DestinationTls tls(String destination) throws MailStoreException {
        return DestinationTls.UNKNOWN;
    }

    /**
     * Delivers what is due for {@link #HERE}.
     *
     * @param messages how many at most
     * @return whether more is due
     */
    default boolean deliverHere(int messages) throws MailStoreException {
        return false;
    }

    /** Keeps what a domain says by MTA-STS, in the place of what it said before. */
    default void keep(String domain, StsPolicy policy) throws MailStoreException {}

    /** Adds to what is known of the TLS of connections. One that tells nobody need not implement this. */
    default void count(List<TlsCount> outcomes) throws MailStoreException {}

    /** Where mail for a destination goes instead of to the servers that DNS names; empty where nothing is laid down. */
    default Optional<NextHop> nextHop(String destination) throws MailStoreException {
        return Optional.empty();
    }

    @Override
    List<byte[]> read(List<ContentRange> ranges) throws MailStoreException;

    /** Renews leases of recipients that are being worked on; of those that are somebody else's by now it does nothing. */
    void extend(List<Lease> leases) throws MailStoreException;

    /**
     * Says how an attempt at one message ended. When this returns, that is durable; an outcome under a lease that is not valid
     * any more changes nothing.
     */
    void report(Report report) throws MailStoreException;
}
