/** What is counted for reports. */
@NullMarked
package org.facteur.smtp.tlsrpt;

import org.jspecify.annotations.NullMarked;
