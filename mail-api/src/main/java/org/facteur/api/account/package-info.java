/** Who a client is, and how it proves that. */
@NullMarked
package org.facteur.api.account;

import org.jspecify.annotations.NullMarked;
