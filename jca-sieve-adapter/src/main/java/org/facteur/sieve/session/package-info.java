/** From octets to commands, and from a command to its handler. */
@NullMarked
package org.facteur.sieve.session;

import org.jspecify.annotations.NullMarked;
