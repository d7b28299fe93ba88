/** A mail server of the tests, to which others deliver. */
@NullMarked
package org.facteur.wire.remote;

import org.jspecify.annotations.NullMarked;
