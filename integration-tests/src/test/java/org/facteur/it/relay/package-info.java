/** Mail on its way from the deployed server to others. */
@NullMarked
package org.facteur.it.relay;

import org.jspecify.annotations.NullMarked;
