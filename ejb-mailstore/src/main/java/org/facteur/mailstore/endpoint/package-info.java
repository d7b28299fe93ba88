/** The message-driven beans that the adapters call: they pass on to the services, and decide nothing. */
@NullMarked
package org.facteur.mailstore.endpoint;

import org.jspecify.annotations.NullMarked;
