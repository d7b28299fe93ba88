/** Runs the store outside a container, on real databases. */
@NullMarked
package org.facteur.mailstore.harness;

import org.jspecify.annotations.NullMarked;
