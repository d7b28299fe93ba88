/** Who may do what with whose mailboxes. */
@NullMarked
package org.facteur.mailstore.access;

import org.jspecify.annotations.NullMarked;
