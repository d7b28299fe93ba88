/** What maintenance promises, on every database. */
@NullMarked
package org.facteur.mailstore.maintenance;

import org.jspecify.annotations.NullMarked;
