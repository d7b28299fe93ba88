@NullMarked
package org.facteur.mailstore.order;

import org.jspecify.annotations.NullMarked;
