/** Syntax: what is a command, what is none, and that nothing else happens. */
@NullMarked
package org.facteur.smtp.command;

import org.jspecify.annotations.NullMarked;
