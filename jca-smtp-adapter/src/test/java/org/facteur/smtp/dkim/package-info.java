@NullMarked
package org.facteur.smtp.dkim;

import org.jspecify.annotations.NullMarked;
