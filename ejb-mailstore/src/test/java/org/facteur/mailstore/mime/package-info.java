/** Tests of the syntax of messages. */
@NullMarked
package org.facteur.mailstore.mime;

import org.jspecify.annotations.NullMarked;
