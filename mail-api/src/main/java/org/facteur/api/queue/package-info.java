/** The contract between the part of the SMTP adapter that passes mail on and the application that keeps the queue. */
@NullMarked
package org.facteur.api.queue;

import org.jspecify.annotations.NullMarked;
