/** What is known of TLS on the way to other servers: what administrators choose. */
@NullMarked
package org.facteur.mailstore.tls;

import org.jspecify.annotations.NullMarked;
