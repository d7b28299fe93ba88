/** What every aggregate's persistence shares. */
@NullMarked
package org.facteur.mailstore.persistence;

import org.jspecify.annotations.NullMarked;
