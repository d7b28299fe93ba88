package org.facteur.wire.transcript;

import java.io.IOException;

/** The client's end of one connection. */
public interface Wire extends AutoCloseable {

    void send(byte[] octets) throws IOException;

    /**
     * Waits for octets from the server, as long as it is reasonable to.
     *
     * @return what came, at least one octet; empty when the server has closed the connection
     * @throws IOException when nothing came
     */
    byte[] receive() throws IOException;

    /** What came already and was not received yet, without waiting; may be empty. */
    byte[] pending() throws IOException;

    /** Begins TLS as a client that trusts every certificate. */
    void startTls() throws IOException;

    /** Sends and receives compressed from now on (RFC 4978). */
    void startCompression() throws IOException;

    /** The opposite. */
    void stopCompression() throws IOException;

    @Override
    void close() throws IOException;
}
