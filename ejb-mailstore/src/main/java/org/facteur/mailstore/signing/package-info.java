/** The keys with which domains sign their mail, and which mail is theirs. */
@NullMarked
package org.facteur.mailstore.signing;

import org.jspecify.annotations.NullMarked;
