/** Dialogues, messages, and what the listener is asked. */
@NullMarked
package org.facteur.smtp.session;

import org.jspecify.annotations.NullMarked;
