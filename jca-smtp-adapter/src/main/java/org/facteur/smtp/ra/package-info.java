/** The resource adapter: what an application server sees of the SMTP listeners. */
@NullMarked
package org.facteur.smtp.ra;

import org.jspecify.annotations.NullMarked;
