/** What the server counts, at {@code /metrics}. */
@NullMarked
package org.facteur.admin.metric;

import org.jspecify.annotations.NullMarked;
