/** Dialogues, with scripts in memory. */
@NullMarked
package org.facteur.sieve.session;

import org.jspecify.annotations.NullMarked;
