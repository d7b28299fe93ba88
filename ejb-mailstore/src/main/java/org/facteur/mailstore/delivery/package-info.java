/** The way of a message into the mailboxes of its recipients. */
@NullMarked
package org.facteur.mailstore.delivery;

import org.jspecify.annotations.NullMarked;
