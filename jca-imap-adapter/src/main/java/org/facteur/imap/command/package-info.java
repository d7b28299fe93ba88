/** The commands of IMAP as values: what a client asks for, without a trace of how it wrote it. */
@NullMarked
package org.facteur.imap.command;

import org.jspecify.annotations.NullMarked;
