/** What happens before the store serves anybody: its database, its schema, the first administrator. */
@NullMarked
package org.facteur.mailstore.start;

import org.jspecify.annotations.NullMarked;
