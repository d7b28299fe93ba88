/**
 * Counts how the TLS of connections to other servers goes, for the reports that their domains ask for.
 *
 * <p>Standard: RFC 8460.
 */
@NullMarked
package org.facteur.smtp.tlsrpt;

import org.jspecify.annotations.NullMarked;
