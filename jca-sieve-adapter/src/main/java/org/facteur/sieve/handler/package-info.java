/** A handler for each command, and when each is allowed. */
@NullMarked
package org.facteur.sieve.handler;

import org.jspecify.annotations.NullMarked;
