/** How the application server hosts it. */
@NullMarked
package org.facteur.pop3.ra;

import org.jspecify.annotations.NullMarked;
