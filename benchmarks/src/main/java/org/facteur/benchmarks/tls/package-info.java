/** What TLS costs the server, by who does it. */
@NullMarked
package org.facteur.benchmarks.tls;

import org.jspecify.annotations.NullMarked;
