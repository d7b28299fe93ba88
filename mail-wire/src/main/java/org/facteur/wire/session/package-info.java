/** How a protocol's state machine meets its connection: octets in, answers out, no sockets and no threads. */
@NullMarked
package org.facteur.wire.session;

import org.jspecify.annotations.NullMarked;
