/**
 * What one connection is doing: its state, the mailbox that it has selected and what its client has been told of it. Handlers
 * are called from here, and know nothing of octets.
 */
@NullMarked
package org.facteur.imap.session;

import org.jspecify.annotations.NullMarked;
