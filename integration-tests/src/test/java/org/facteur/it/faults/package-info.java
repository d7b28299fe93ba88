/** What goes wrong around a running server: its database goes away, its clients are hostile or vanish. */
@NullMarked
package org.facteur.it.faults;

import org.jspecify.annotations.NullMarked;
