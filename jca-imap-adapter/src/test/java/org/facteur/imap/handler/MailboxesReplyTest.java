package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.ImapCommand.SearchMailboxes;
import org.facteur.imap.command.MailboxFilter;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.response.Written;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.ClientStates;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxesReplyTest {

    private final InMemoryImapListener store = new InMemoryImapListener();
    private final AtomicLong now = new AtomicLong();
    private AccountId account;
    private ClientState client;

    @BeforeEach
    void oneMessageInTheInbox() throws Exception {
        account = store.addAccount("alice@example.test", "alice");
        store.deliver(account, "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
        client = ClientStates.loggedIn(store, account, "a");
    }

    private MailboxesReply reply(SearchKey key) throws Exception {
        return reply(store.list(account), key);
    }

    private MailboxesReply reply(List<MailboxListing> mailboxes, SearchKey key) {
        return new MailboxesReply(
                client,
                mailboxes,
                new SearchMailboxes(List.of(new MailboxFilter.Personal()), key, SearchReturn.ALL),
                now::get);
    }

    private static String next(MailboxesReply reply) throws Exception {
        Written out = new Written();
        ResponseWriter writer = new ResponseWriter(out);
        reply.writeNext(writer);
        writer.flush();
        return out.text();
    }

    @Test
    void aClientThatWaitsLongIsToldHowFarItIs() throws Exception {
        MailboxesReply reply = reply(new SearchKey.Larger(1_000));
        int mailboxes = store.list(account).size();

        assertThat(next(reply)).isEmpty();
        now.addAndGet(6_000_000_000L);
        assertThat(next(reply)).startsWith("* OK [INPROGRESS (\"a\" 2 " + mailboxes + ")] ");
        assertThat(next(reply)).isEmpty();
    }

    @Test
    void aClientThatIsToldSomethingNeedNotWait() throws Exception {
        List<MailboxListing> inbox = store.list(account).stream()
                .filter(each -> each.name().isInbox())
                .toList();
        MailboxesReply reply = reply(inbox, new SearchKey.All());

        now.addAndGet(6_000_000_000L);
        assertThat(next(reply)).contains("* ESEARCH (TAG \"a\" MAILBOX ").doesNotContain("INPROGRESS");
    }

    @Test
    void aStoreThatFailsEndsTheSearch() throws Exception {
        MailboxesReply reply = reply(new SearchKey.All());
        store.setUnavailable(true);

        assertThat(next(reply)).isEmpty();
        assertThat(reply.completion().condition()).isEqualTo(Condition.NO);
    }
}
