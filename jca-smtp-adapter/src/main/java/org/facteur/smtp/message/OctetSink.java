package org.facteur.smtp.message;

/** Takes the octets of a message piece by piece. */
@FunctionalInterface
public interface OctetSink {

    /** Takes the first {@code length} octets of an array that will be used again. */
    void accept(byte[] octets, int length);
}
