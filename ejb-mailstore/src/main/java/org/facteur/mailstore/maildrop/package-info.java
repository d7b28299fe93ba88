/** The maildrop of an account: its INBOX as one POP3 session sees it. */
@NullMarked
package org.facteur.mailstore.maildrop;

import org.jspecify.annotations.NullMarked;
