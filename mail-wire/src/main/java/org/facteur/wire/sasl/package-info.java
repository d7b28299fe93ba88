/** How a client proves who it is, without I/O: the exchanges of SASL (RFC 4422), the same for every protocol. */
@NullMarked
package org.facteur.wire.sasl;

import org.jspecify.annotations.NullMarked;
