/** From the octets of one framed command to its value: one class a command, each with its grammar. */
@NullMarked
package org.facteur.imap.syntax;

import org.jspecify.annotations.NullMarked;
