/**
 * What each command does: one handler a command, which asks the store and answers with values. A handler never sees
 * octets, and never waits for its client.
 */
@NullMarked
package org.facteur.imap.handler;

import org.jspecify.annotations.NullMarked;
