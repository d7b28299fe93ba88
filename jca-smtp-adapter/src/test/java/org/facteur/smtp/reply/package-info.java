/** Replies as octets. */
@NullMarked
package org.facteur.smtp.reply;

import org.jspecify.annotations.NullMarked;
