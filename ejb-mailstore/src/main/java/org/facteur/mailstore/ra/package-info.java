/** What the store asks the server to make of a resource adapter for other applications. */
@NullMarked
package org.facteur.mailstore.ra;

import org.jspecify.annotations.NullMarked;
