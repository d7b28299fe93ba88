/** Whether the domain of an author stands behind a message, by what it publishes (RFC 7489, and the walk up the names of its successor). */
@NullMarked
package org.facteur.smtp.dmarc;

import org.jspecify.annotations.NullMarked;
