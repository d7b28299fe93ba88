/** Where a message stays from its first octet until the store has it. */
@NullMarked
package org.facteur.wire.spool;

import org.jspecify.annotations.NullMarked;
