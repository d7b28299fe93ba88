/** What the adapters and the store say to each other: listener interfaces, and the values that pass between them. */
@NullMarked
package org.facteur.api;

import org.jspecify.annotations.NullMarked;
