@NullMarked
package org.facteur.admin.maintenance;

import org.jspecify.annotations.NullMarked;
