/** The mailboxes: entities, services, and the endpoints that the adapters call. */
@NullMarked
package org.facteur.mailstore;

import org.jspecify.annotations.NullMarked;
