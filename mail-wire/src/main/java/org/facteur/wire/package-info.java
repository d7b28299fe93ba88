/** What the resource adapters share. */
@NullMarked
package org.facteur.wire;

import org.jspecify.annotations.NullMarked;
