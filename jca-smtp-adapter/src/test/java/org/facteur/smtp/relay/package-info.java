@NullMarked
package org.facteur.smtp.relay;

import org.jspecify.annotations.NullMarked;
