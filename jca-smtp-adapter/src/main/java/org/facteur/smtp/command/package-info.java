/** The grammar of SMTP and LMTP: commands as values, and a parser for each that reads like its ABNF. */
@NullMarked
package org.facteur.smtp.command;

import org.jspecify.annotations.NullMarked;
