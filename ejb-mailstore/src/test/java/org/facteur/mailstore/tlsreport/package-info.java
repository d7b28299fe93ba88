/** Reports on TLS that are sent, and that come. */
@NullMarked
package org.facteur.mailstore.tlsreport;

import org.jspecify.annotations.NullMarked;
