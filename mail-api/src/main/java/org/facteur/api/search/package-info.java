/** The search criteria of RFC 3501 section 6.4.4 as values. */
@NullMarked
package org.facteur.api.search;

import org.jspecify.annotations.NullMarked;
