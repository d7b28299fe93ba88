/** The load generator: the work of real clients, over sockets, against any server that speaks these protocols. */
@NullMarked
package org.facteur.benchmarks.load;

import org.jspecify.annotations.NullMarked;
