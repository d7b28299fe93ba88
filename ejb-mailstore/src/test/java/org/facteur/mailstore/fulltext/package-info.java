/** Tests of the index of texts. */
@NullMarked
package org.facteur.mailstore.fulltext;

import org.jspecify.annotations.NullMarked;
