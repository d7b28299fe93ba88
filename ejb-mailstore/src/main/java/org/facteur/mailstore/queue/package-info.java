/** Mail on its way out: what waits, what is tried when, and what its senders hear of it. */
@NullMarked
package org.facteur.mailstore.queue;

import org.jspecify.annotations.NullMarked;
