package org.facteur.wire.session;

/** Where an {@link Answer} goes: octets, and what happens to the connection once they are sent. */
public interface WireOutput extends OctetOutput {

    /**
     * Begins TLS once everything written so far is sent. Whatever the client sent in plaintext behind its command is dropped
     * unread, so that nothing can be smuggled into the encrypted session (RFC 3207 section 6).
     */
    void startTls();

    /**
     * Everything written from now on is compressed (DEFLATE, RFC 4978), and so is what the client sends behind its command.
     * {@link ConnectionContext#reserveCompression()} comes first.
     */
    void startCompression();

    /** The opposite: what the client has sent compressed behind its command is dropped unread. */
    void stopCompression();

    /** Closes the connection once everything written so far is sent. */
    void close();
}
