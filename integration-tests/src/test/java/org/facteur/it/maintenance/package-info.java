/** What an administrator does to a deployed server: upgrade, back up and restore, carry mail away and to it. */
@NullMarked
package org.facteur.it.maintenance;

import org.jspecify.annotations.NullMarked;
