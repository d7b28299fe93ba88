/**
 * Dialogues of clients with a server as text files, played against a session in memory or against a deployed server.
 *
 * <p>A transcript begins with headers, then come its steps; {@code #} begins a comment line, empty lines are ignored.
 *
 * <pre>
 * # RFC 9051 6.4.5: a partial fetch is clipped and leaves \Seen alone
 * fixture: two-parts.eml              a message that is there beforehand; may be repeated
 * state: selected                     how far each connection is when it enters: a prelude of the environment
 * state 2: authenticated              the same for connection 2 alone
 * shared: user                        the mailboxes of ${user} are among the shared ones
 * service: submission                 which listener, if not the usual one
 * C: a FETCH 1 BODY.PEEK[TEXT]&lt;0.5>   the client sends this line, with CRLF
 * S: * 1 FETCH (BODY[TEXT]&lt;0> {5}     the server sends this line, the next one
 * S: Hello)
 * S: a OK ${any}
 * </pre>
 *
 * <p>Every step can name its connection by a number before the letter ({@code 2C:}); without one it is connection 1, and
 * a connection opens at its first step. Further steps:
 *
 * <pre>
 * C~ text\r\n     octets with escapes (\r \n \t \0 \\ \xHH), no line end
 * C| file.eml     the octets of a fixture, or of a text in double quotes with the escapes above
 * S| file.eml     exactly these octets come from the server
 * S: ${lines}     any number of lines, until the next expected one
 * S! text         no line that comes before the client's next step is this
 * C> tls          the client begins TLS
 * C> deflate      the client compresses from now on, and expects the same of the server; C> inflate is the opposite
 * C> close        the client closes the connection
 * S> closed       the server has closed the connection
 * </pre>
 *
 * <p>In a line, <code>${any}</code> stands for anything, <code>${name}</code> captures on its first use and then stands
 * for what it captured. A line that ends with <code>{}</code> or <code>{+}</code> has the size of the next {@code C|} or
 * {@code S|} of that side put in; after such octets the next {@code C:} or {@code S:} goes on in the same line.
 *
 * <p>Transcripts in the folder {@code memory} need what only a session in memory has; all others hold for every server.
 */
@NullMarked
package org.facteur.wire.transcript;

import org.jspecify.annotations.NullMarked;
