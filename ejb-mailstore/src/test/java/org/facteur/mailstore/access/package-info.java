/** The access control lists on real databases. */
@NullMarked
package org.facteur.mailstore.access;

import org.jspecify.annotations.NullMarked;
