/** What is known of one client, and the forms of what it is told. */
@NullMarked
package org.facteur.sieve.conversation;

import org.jspecify.annotations.NullMarked;
