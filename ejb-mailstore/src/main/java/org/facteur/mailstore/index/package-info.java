/** What mailboxes in use hold, in memory, and who wants to know when it changes. */
@NullMarked
package org.facteur.mailstore.index;

import org.jspecify.annotations.NullMarked;
