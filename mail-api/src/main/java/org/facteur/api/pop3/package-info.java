/** The contract between the POP3 adapter and the application that keeps the maildrops. */
@NullMarked
package org.facteur.api.pop3;

import org.jspecify.annotations.NullMarked;
