/** Annotations on real databases. */
@NullMarked
package org.facteur.mailstore.annotation;

import org.jspecify.annotations.NullMarked;
