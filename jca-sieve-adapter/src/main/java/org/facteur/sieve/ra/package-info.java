/** How the application server hosts it. */
@NullMarked
package org.facteur.sieve.ra;

import org.jspecify.annotations.NullMarked;
