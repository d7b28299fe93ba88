/** From the text of a Sieve script to commands and tests, whatever they mean (RFC 5228 sections 2 and 8). */
@NullMarked
package org.facteur.mailstore.sieve.syntax;

import org.jspecify.annotations.NullMarked;
