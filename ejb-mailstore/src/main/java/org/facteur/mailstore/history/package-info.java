/** What became of messages, for those who ask later. */
@NullMarked
package org.facteur.mailstore.history;

import org.jspecify.annotations.NullMarked;
