/** Which machines a domain lets send its mail: the sender policy framework (RFC 7208), without a thread that waits. */
@NullMarked
package org.facteur.smtp.spf;

import org.jspecify.annotations.NullMarked;
