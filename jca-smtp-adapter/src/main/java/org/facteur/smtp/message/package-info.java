/** What becomes of the octets of a message that comes in, whichever way. */
@NullMarked
package org.facteur.smtp.message;

import org.jspecify.annotations.NullMarked;
