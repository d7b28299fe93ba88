/** Where a command ends, its literals included, before anybody asks what it means. */
@NullMarked
package org.facteur.imap.framing;

import org.jspecify.annotations.NullMarked;
