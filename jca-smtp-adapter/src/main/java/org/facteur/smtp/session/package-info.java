/** The dialogue: what a command does in which state, how a message is received, and what is answered. */
@NullMarked
package org.facteur.smtp.session;

import org.jspecify.annotations.NullMarked;
