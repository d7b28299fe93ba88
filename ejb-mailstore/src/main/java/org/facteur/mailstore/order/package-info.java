/** Messages in the order in which somebody wants to see them: sorted, and as conversations (RFC 5256). */
@NullMarked
package org.facteur.mailstore.order;

import org.jspecify.annotations.NullMarked;
