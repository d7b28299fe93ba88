/** What others say of a client's address, by lists of the domain name system. */
@NullMarked
package org.facteur.wire.reputation;

import org.jspecify.annotations.NullMarked;
