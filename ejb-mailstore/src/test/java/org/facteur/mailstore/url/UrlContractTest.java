package org.facteur.mailstore.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** Tokens open the mailbox whose owner gave them away, and no other. */
class UrlContractTest extends StoreContract {

    private static final String URL = "imap://somebody@host/INBOX/;UID=1;URLAUTH=anonymous";
    private static final MailboxName DRAFTS = new MailboxName("Drafts");

    @Test
    void aTokenOpensItsMailboxForItsUrl() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        append(account, "INBOX", message("given away"), Flags.NONE);
        byte[] token = store.imap.urlToken(account, MailboxName.INBOX, URL);

        assertThat(token).hasSize(32).isEqualTo(store.imap.urlToken(account, MailboxName.INBOX, URL));
        assertThat(store.imap.openUrl(address(name), MailboxName.INBOX, URL, token))
                .hasValueSatisfying(opened -> {
                    assertThat(opened.owner()).isEqualTo(account);
                    assertThat(opened.mailbox().mailbox()).isEqualTo(store.inbox(account));
                });
        assertThat(store.imap.openUrl(address(name), MailboxName.INBOX, URL + "x", token))
                .isEmpty();
        assertThat(store.imap.openUrl(address(name), DRAFTS, URL, token)).isEmpty();
        assertThat(store.imap.openUrl(address(name), new MailboxName("nowhere"), URL, token))
                .isEmpty();
        assertThat(store.imap.openUrl(address("nobody"), MailboxName.INBOX, URL, token))
                .isEmpty();
        assertThat(store.imap.openUrl("no address", MailboxName.INBOX, URL, token))
                .isEmpty();
    }

    @Test
    void eachMailboxHasItsOwnKey() throws Exception {
        AccountId account = store.account(name());
        assertThat(store.imap.urlToken(account, DRAFTS, URL))
                .isNotEqualTo(store.imap.urlToken(account, MailboxName.INBOX, URL));
    }

    @Test
    void aResetMakesTokensWorthless() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        byte[] inbox = store.imap.urlToken(account, MailboxName.INBOX, URL);
        byte[] drafts = store.imap.urlToken(account, DRAFTS, URL);

        store.imap.resetUrlKeys(account, DRAFTS);
        assertThat(store.imap.openUrl(address(name), DRAFTS, URL, drafts)).isEmpty();
        assertThat(store.imap.openUrl(address(name), MailboxName.INBOX, URL, inbox))
                .isPresent();

        store.imap.resetUrlKeys(account, null);
        assertThat(store.imap.openUrl(address(name), MailboxName.INBOX, URL, inbox))
                .isEmpty();
        assertThat(store.imap.urlToken(account, MailboxName.INBOX, URL)).isNotEqualTo(inbox);
    }

    @Test
    void aMailboxThatIsDeletedTakesItsKeyWithIt() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxName work = new MailboxName("Work");
        store.imap.create(account, work);
        byte[] token = store.imap.urlToken(account, work, URL);
        store.imap.delete(account, work);
        store.imap.create(account, work);

        assertThat(store.imap.openUrl(address(name), work, URL, token)).isEmpty();
    }
}
