/** The console and the administration calls. */
@NullMarked
package org.facteur.admin;

import org.jspecify.annotations.NullMarked;
