/**
 * Mail that applications hand over inside their transactions: what is checked at once, what waits with the transaction, and the two phases of
 * its end. Knows nothing of the server.
 */
@NullMarked
package org.facteur.smtp.outbound;

import org.jspecify.annotations.NullMarked;
