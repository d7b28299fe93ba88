/** The resource adapter: what an application server sees of the IMAP listeners. */
@NullMarked
package org.facteur.imap.ra;

import org.jspecify.annotations.NullMarked;
