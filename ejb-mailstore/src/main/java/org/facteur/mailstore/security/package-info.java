/** How passwords are kept and verified. */
@NullMarked
package org.facteur.mailstore.security;

import org.jspecify.annotations.NullMarked;
