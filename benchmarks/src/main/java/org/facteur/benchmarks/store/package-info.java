/** Measurements of the store alone, as its own tests run it: without adapters, sockets and a server. */
@NullMarked
package org.facteur.benchmarks.store;

import org.jspecify.annotations.NullMarked;
