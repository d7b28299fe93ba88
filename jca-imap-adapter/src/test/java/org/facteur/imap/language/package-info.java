@NullMarked
package org.facteur.imap.language;

import org.jspecify.annotations.NullMarked;
