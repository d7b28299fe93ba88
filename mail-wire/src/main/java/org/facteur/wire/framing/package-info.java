/** From octets to lines, strictly. */
@NullMarked
package org.facteur.wire.framing;

import org.jspecify.annotations.NullMarked;
