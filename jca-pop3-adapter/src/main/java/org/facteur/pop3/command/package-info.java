/** What a client can ask, as values, and how it is written. */
@NullMarked
package org.facteur.pop3.command;

import org.jspecify.annotations.NullMarked;
