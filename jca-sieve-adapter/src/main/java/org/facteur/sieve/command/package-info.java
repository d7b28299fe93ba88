/** What a client can ask, as values, and how it is written. */
@NullMarked
package org.facteur.sieve.command;

import org.jspecify.annotations.NullMarked;
