/** The console: one view for each page below {@code /admin/}, of the same name. */
@NullMarked
package org.facteur.admin.console;

import org.jspecify.annotations.NullMarked;
