/** Dialogues, with a maildrop in memory. */
@NullMarked
package org.facteur.pop3.session;

import org.jspecify.annotations.NullMarked;
