/** Who may use the console and the REST interface, and what every HTTP answer says to protect its reader. */
@NullMarked
package org.facteur.admin.security;

import org.jspecify.annotations.NullMarked;
