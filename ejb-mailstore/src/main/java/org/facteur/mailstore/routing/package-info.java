/** Where the addresses of this server lead: aliases, groups, other names of domains, and forwarding to other servers. */
@NullMarked
package org.facteur.mailstore.routing;

import org.jspecify.annotations.NullMarked;
