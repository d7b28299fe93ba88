/** What has been removed from mailboxes and can be had back for some time. */
@NullMarked
package org.facteur.mailstore.removal;

import org.jspecify.annotations.NullMarked;
