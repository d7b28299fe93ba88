/**
 * How the TLS of connections to other servers goes, as their domains want to hear of it.
 *
 * <p>Standard: RFC 8460.
 */
@NullMarked
package org.facteur.api.tlsreport;

import org.jspecify.annotations.NullMarked;
