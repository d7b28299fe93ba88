/** Databases that older versions have filled, and what has to be in them for ever. */
@NullMarked
package org.facteur.mailstore.upgrade;

import org.jspecify.annotations.NullMarked;
