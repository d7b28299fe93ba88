/**
 * POP3 (RFC 1939), with the capabilities of RFC 2449, STLS (RFC 2595), AUTH (RFC 5034) and the response codes of RFC 2449 and
 * RFC 3206.
 */
@NullMarked
package org.facteur.pop3;

import org.jspecify.annotations.NullMarked;
