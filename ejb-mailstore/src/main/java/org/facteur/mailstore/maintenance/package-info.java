/** What keeps a store whole and lets people leave with their mail: check, backup and restore, export and import. */
@NullMarked
package org.facteur.mailstore.maintenance;

import org.jspecify.annotations.NullMarked;
