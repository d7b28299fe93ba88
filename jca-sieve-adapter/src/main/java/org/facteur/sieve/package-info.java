/** ManageSieve (RFC 5804): the owners of accounts put, check and choose the Sieve scripts that sort their mail. */
@NullMarked
package org.facteur.sieve;

import org.jspecify.annotations.NullMarked;
