/** The Sieve scripts of accounts: kept for their owners, and run when a message comes in. */
@NullMarked
package org.facteur.mailstore.sieve;

import org.jspecify.annotations.NullMarked;
