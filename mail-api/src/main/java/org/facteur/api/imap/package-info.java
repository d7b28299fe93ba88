/** The contract between the IMAP adapter and the application that keeps the mailboxes. */
@NullMarked
package org.facteur.api.imap;

import org.jspecify.annotations.NullMarked;
