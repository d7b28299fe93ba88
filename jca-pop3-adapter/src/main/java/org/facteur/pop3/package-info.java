/** POP3: its grammar, its session, and in {@code ra} the resource adapter. */
@NullMarked
package org.facteur.pop3;

import org.jspecify.annotations.NullMarked;
