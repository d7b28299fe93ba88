@NullMarked
package org.facteur.mailstore.routing;

import org.jspecify.annotations.NullMarked;
