/**
 * Between a socket and a session: octets are read on an event loop, the session runs on a worker, and neither ever waits
 * for the client.
 *
 * <pre>
 *            event loop                             worker
 *   socket ------------> Inbox (bounded) ---------> Session.advance
 *          &lt;------------ Outbox (bounded) &lt;-------- Answer.writeNext
 *            what happens: Signals ---------------> the run-loop of Connection
 * </pre>
 *
 * <p>Each side is throttled by the other: a full inbox is not read into, and while the outbox is full no more of an answer
 * is asked for. A connection of which nothing is heard holds no thread and no buffer.
 */
@NullMarked
package org.facteur.wire.connection;

import org.jspecify.annotations.NullMarked;
