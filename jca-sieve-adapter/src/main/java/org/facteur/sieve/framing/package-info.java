/** From octets to commands, literals included. */
@NullMarked
package org.facteur.sieve.framing;

import org.jspecify.annotations.NullMarked;
