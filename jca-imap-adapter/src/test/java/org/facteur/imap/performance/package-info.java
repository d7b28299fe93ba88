/** What parsing commands and writing responses costs: {@code benchmarks/run jmh CommandParser|ResponseWriter}. */
@NullMarked
package org.facteur.imap.performance;

import org.jspecify.annotations.NullMarked;
