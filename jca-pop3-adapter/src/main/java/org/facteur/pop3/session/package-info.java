/** From octets to commands, and from a command to its handler. */
@NullMarked
package org.facteur.pop3.session;

import org.jspecify.annotations.NullMarked;
