/** Mail of applications on the same server, in step with their transactions. */
@NullMarked
package org.facteur.mailstore.outbound;

import org.jspecify.annotations.NullMarked;
