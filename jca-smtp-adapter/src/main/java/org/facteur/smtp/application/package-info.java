/** How the application is called by what is not a session. */
@NullMarked
package org.facteur.smtp.application;

import org.jspecify.annotations.NullMarked;
