/** What the parts of a server count, for whoever watches it. */
@NullMarked
package org.facteur.api.metric;

import org.jspecify.annotations.NullMarked;
