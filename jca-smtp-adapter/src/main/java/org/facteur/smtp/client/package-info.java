/**
 * The client's side of SMTP as a state machine: replies go in, steps come out. It knows neither sockets nor threads nor time.
 *
 * <p>Standards: RFC 5321, 1870, 2033, 2920, 2034, 3030, 3207, 3461, 4954, 6152, 6531, 6710, 8314, 8689.
 */
@NullMarked
package org.facteur.smtp.client;

import org.jspecify.annotations.NullMarked;
