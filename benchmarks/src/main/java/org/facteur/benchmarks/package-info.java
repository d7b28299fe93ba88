/** Measurements. */
@NullMarked
package org.facteur.benchmarks;

import org.jspecify.annotations.NullMarked;
