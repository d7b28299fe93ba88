/** What the server says: replies as values, and the one failure that carries one. */
@NullMarked
package org.facteur.smtp.reply;

import org.jspecify.annotations.NullMarked;
