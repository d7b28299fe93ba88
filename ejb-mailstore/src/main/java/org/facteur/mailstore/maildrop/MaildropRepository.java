package org.facteur.mailstore.maildrop;

import java.util.List;
import org.facteur.api.account.AccountId;

/** The maildrops of this server. */
interface MaildropRepository {

    /** Some of them, in the order of their accounts, which come after one. */
    List<MaildropOwner> after(AccountId account, int count);
}
