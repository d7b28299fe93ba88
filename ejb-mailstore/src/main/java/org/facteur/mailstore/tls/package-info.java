/** What is known of TLS on the way to other servers: what administrators choose, and what domains publish. */
@NullMarked
package org.facteur.mailstore.tls;

import org.jspecify.annotations.NullMarked;
