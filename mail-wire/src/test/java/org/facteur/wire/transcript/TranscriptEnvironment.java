package org.facteur.wire.transcript;

import java.util.List;
import java.util.Map;

/** The server that transcripts are played against, and what it takes to make it ready for one. */
public interface TranscriptEnvironment {

    /**
     * Makes the world of one transcript: accounts without messages, except the fixtures, which are in the INBOX of
     * <code>${user}</code> in their order.
     *
     * @param fixtures the octets of each, with CRLF line ends
     * @return variables for the transcript, such as {@code user} and {@code password}
     */
    Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) throws Exception;

    /**
     * Connects.
     *
     * @param service the transcript's {@code service}, or empty for the usual listener
     */
    Wire connect(String service) throws Exception;

    /**
     * The steps that bring a connection to a state, in the syntax of a transcript without headers.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    String prelude(String state);
}
