/**
 * What domains say of their servers by MTA-STS: finds, fetches and keeps it. Nothing here waits.
 *
 * <p>Standard: RFC 8461.
 */
@NullMarked
package org.facteur.smtp.sts;

import org.jspecify.annotations.NullMarked;
