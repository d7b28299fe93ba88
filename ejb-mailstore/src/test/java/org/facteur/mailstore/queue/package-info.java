@NullMarked
package org.facteur.mailstore.queue;

import org.jspecify.annotations.NullMarked;
