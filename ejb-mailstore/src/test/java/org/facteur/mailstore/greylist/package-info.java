@NullMarked
package org.facteur.mailstore.greylist;

import org.jspecify.annotations.NullMarked;
