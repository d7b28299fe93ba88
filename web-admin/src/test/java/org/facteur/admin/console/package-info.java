@NullMarked
package org.facteur.admin.console;

import org.jspecify.annotations.NullMarked;
