@NullMarked
package org.facteur.smtp.dmarc;

import org.jspecify.annotations.NullMarked;
