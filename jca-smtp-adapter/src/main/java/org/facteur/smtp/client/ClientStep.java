package org.facteur.smtp.client;

import java.util.List;

/** What a connection does next. */
public sealed interface ClientStep {

    /** Sends commands. */
    record Send(String text) implements ClientStep {}

    /** Begins TLS; what the server has sent before is forgotten (RFC 3207 section 4.2). */
    record StartTls() implements ClientStep {}

    /**
     * Sends the content, and says so.
     *
     * @param dotted as DATA wants it, with dots doubled and the final dot (RFC 5321 section 4.5.2); otherwise as it is
     */
    record SendContent(boolean dotted) implements ClientStep {}

    /** The server takes a message now. */
    record Ready() implements ClientStep {}

    /**
     * A transaction has ended.
     *
     * @param results in the order of the recipients
     * @param reports whether the server has been asked for the reports that the sender wants
     */
    record Finished(List<RecipientResult> results, boolean reports) implements ClientStep {}

    /**
     * The server takes no message: another one may.
     *
     * @param unsafe whether it would have taken one, but without the TLS that is needed
     */
    record Unusable(RemoteReply reply, boolean unsafe) implements ClientStep {}

    /** The connection has served its time. */
    record Close() implements ClientStep {}
}
