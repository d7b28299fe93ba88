/** The deployed server with as much as it promises to bear. */
@NullMarked
package org.facteur.it.limits;

import org.jspecify.annotations.NullMarked;
