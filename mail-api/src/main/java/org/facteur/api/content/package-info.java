/** The octets of a message, on their way in as a stream and on their way out in ranges. */
@NullMarked
package org.facteur.api.content;

import org.jspecify.annotations.NullMarked;
