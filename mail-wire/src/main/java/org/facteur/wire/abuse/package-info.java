/** What clients do that good clients do not, counted for all protocols together: who does it is slowed, and then blocked for a time. */
@NullMarked
package org.facteur.wire.abuse;

import org.jspecify.annotations.NullMarked;
