/** What stands for messages that a client cannot take as they are (RFC 6858). */
@NullMarked
package org.facteur.pop3.surrogate;

import org.jspecify.annotations.NullMarked;
