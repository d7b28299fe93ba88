/** Where clients connect from. */
@NullMarked
package org.facteur.api.network;

import org.jspecify.annotations.NullMarked;
