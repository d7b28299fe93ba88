/** Accounts: who has mail here, how they prove who they are, and how much they may keep. */
@NullMarked
package org.facteur.mailstore.account;

import org.jspecify.annotations.NullMarked;
