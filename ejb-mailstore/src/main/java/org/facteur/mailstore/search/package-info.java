/** Finding messages. */
@NullMarked
package org.facteur.mailstore.search;

import org.jspecify.annotations.NullMarked;
