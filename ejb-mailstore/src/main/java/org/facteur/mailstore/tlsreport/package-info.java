/**
 * Reports of how the TLS of connections between mail servers went: those that this server sends, and those that it gets.
 *
 * <p>Standard: RFC 8460.
 */
@NullMarked
package org.facteur.mailstore.tlsreport;

import org.jspecify.annotations.NullMarked;
