@NullMarked
package org.facteur.smtp.outbound;

import org.jspecify.annotations.NullMarked;
