@NullMarked
package org.facteur.mailstore.signing;

import org.jspecify.annotations.NullMarked;
