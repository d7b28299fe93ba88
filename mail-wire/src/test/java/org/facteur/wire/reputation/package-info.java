@NullMarked
package org.facteur.wire.reputation;

import org.jspecify.annotations.NullMarked;
