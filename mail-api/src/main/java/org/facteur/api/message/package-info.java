/** What a message says of itself: its envelope and its MIME structure with octet offsets. */
@NullMarked
package org.facteur.api.message;

import org.jspecify.annotations.NullMarked;
