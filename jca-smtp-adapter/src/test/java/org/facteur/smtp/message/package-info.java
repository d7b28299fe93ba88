@NullMarked
package org.facteur.smtp.message;

import org.jspecify.annotations.NullMarked;
