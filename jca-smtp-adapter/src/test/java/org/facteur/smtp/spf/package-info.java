@NullMarked
package org.facteur.smtp.spf;

import org.jspecify.annotations.NullMarked;
