/** What an administrator does to the whole store, for the console and the REST interface alike. */
@NullMarked
package org.facteur.admin.maintenance;

import org.jspecify.annotations.NullMarked;
