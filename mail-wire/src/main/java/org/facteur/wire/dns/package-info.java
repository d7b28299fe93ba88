/** Questions to the domain name system: non-blocking, cached, limited in time and number. */
@NullMarked
package org.facteur.wire.dns;

import org.jspecify.annotations.NullMarked;
