/** Who the server is in a TLS handshake. */
@NullMarked
package org.facteur.wire.tls;

import org.jspecify.annotations.NullMarked;
