/** Questions to a name server of the tests; integration tests have it ask and answer, too. */
@NullMarked
package org.facteur.wire.dns;

import org.jspecify.annotations.NullMarked;
