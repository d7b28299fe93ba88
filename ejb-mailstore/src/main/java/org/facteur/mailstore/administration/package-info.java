/** What an administrator sees and changes, and how an administrator logs in. */
@NullMarked
package org.facteur.mailstore.administration;

import org.jspecify.annotations.NullMarked;
