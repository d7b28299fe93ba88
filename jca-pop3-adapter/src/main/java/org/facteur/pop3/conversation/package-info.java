/** What is known of one client: who it is, its maildrop, what it is told. */
@NullMarked
package org.facteur.pop3.conversation;

import org.jspecify.annotations.NullMarked;
