/**
 * Passes mail on: finds the servers of a destination, keeps connections to them, and reports how it went.
 *
 * <p>Every destination has a {@link org.facteur.smtp.relay.Lane} of its own, whose state belongs to one event loop; what asks the
 * application runs on workers. Nothing here waits.
 *
 * <p>Standards: RFC 5321 sections 4.5.3.2, 4.5.4 and 5.1, RFC 3207, RFC 7505.
 */
@NullMarked
package org.facteur.smtp.relay;

import org.jspecify.annotations.NullMarked;
