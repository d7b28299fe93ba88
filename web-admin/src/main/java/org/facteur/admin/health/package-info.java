/** Whether the server is well: for the console, and for who watches {@code /health/ready}. */
@NullMarked
package org.facteur.admin.health;

import org.jspecify.annotations.NullMarked;
