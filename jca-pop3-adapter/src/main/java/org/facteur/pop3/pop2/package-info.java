/** POP2 (RFC 937): what clients spoke before POP3, on a port of its own. */
@NullMarked
package org.facteur.pop3.pop2;

import org.jspecify.annotations.NullMarked;
