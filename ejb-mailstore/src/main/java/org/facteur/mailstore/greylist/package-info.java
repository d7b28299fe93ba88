/** Mail from clients that are new here: they are asked to come again, as mail servers do and most of what sends junk does not. */
@NullMarked
package org.facteur.mailstore.greylist;

import org.jspecify.annotations.NullMarked;
