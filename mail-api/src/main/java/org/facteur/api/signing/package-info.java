/** The keys with which mail is signed on its way out. */
@NullMarked
package org.facteur.api.signing;

import org.jspecify.annotations.NullMarked;
