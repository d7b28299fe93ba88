/** Annotations of mailboxes and of the server. */
@NullMarked
package org.facteur.mailstore.annotation;

import org.jspecify.annotations.NullMarked;
