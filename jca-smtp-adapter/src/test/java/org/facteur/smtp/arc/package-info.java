@NullMarked
package org.facteur.smtp.arc;

import org.jspecify.annotations.NullMarked;
