/** The console in Chromium, as an administrator uses it. */
@NullMarked
package org.facteur.it.console;

import org.jspecify.annotations.NullMarked;
