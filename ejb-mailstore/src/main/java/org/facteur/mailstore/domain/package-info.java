/** The domains that this server receives mail for. */
@NullMarked
package org.facteur.mailstore.domain;

import org.jspecify.annotations.NullMarked;
