/**
 * What every resource adapter of mail protocols does alike: the only package of this module that knows
 * {@code jakarta.resource}.
 */
@NullMarked
package org.facteur.wire.ra;

import org.jspecify.annotations.NullMarked;
