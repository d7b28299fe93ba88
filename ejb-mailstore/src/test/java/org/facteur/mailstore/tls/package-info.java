/** TLS on the way to other servers, as the store keeps it. */
@NullMarked
package org.facteur.mailstore.tls;

import org.jspecify.annotations.NullMarked;
