/** Messages in mailboxes, and the immutable content that they share. */
@NullMarked
package org.facteur.mailstore.message;

import org.jspecify.annotations.NullMarked;
