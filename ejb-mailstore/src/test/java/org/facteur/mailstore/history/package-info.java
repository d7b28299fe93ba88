@NullMarked
package org.facteur.mailstore.history;

import org.jspecify.annotations.NullMarked;
