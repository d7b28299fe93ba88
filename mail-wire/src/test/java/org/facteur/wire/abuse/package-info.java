@NullMarked
package org.facteur.wire.abuse;

import org.jspecify.annotations.NullMarked;
