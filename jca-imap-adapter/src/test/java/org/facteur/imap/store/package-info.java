/** An application behind the adapter that lives in memory: what transcripts are played against without a server. */
@NullMarked
package org.facteur.imap.store;

import org.jspecify.annotations.NullMarked;
