/** Tests of what messages say to a reader. */
@NullMarked
package org.facteur.mailstore.text;

import org.jspecify.annotations.NullMarked;
