package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.facteur.api.account.AccountId;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchResultTest {

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private Client client;

    @BeforeEach
    void logIn() throws Exception {
        AccountId account = store.addAccount("alice@example.test", "alice");
        client = new Client(store, spoolFolder).selected("alice@example.test", "alice");
        for (String subject : new String[] {"holiday", "nothing", "holidays"}) {
            store.deliver(
                    account, ("Subject: " + subject + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
        }
        client.say("L3 NOOP");
    }

    private void isSearchedOnce(String command, String answer) throws Exception {
        assertThat(client.say(command)).contains(answer);
        assertThat(store.calls("relevancy")).isEqualTo(1);
        assertThat(store.calls("search")).isZero();
    }

    @Test
    void whatIsScoredIsSearchedOnce() throws Exception {
        isSearchedOnce(
                "a SEARCH RETURN (RELEVANCY ALL COUNT) FUZZY SUBJECT holidays",
                "* ESEARCH (TAG \"a\") COUNT 2 ALL 1,3 RELEVANCY (60 100)\r\n");
    }

    @Test
    void whatIsScoredInSeveralMailboxesIsSearchedOnce() throws Exception {
        isSearchedOnce(
                "a ESEARCH IN (inboxes) RETURN (RELEVANCY PARTIAL 2:9) FUZZY SUBJECT holidays",
                " UID PARTIAL (2:9 3) RELEVANCY (100)\r\n");
    }

    @Test
    void whatNobodyWantsToKnowIsNotAskedFor() throws Exception {
        assertThat(client.say("a SEARCH RETURN (ALL) FUZZY SUBJECT holidays")).contains("ALL 1,3\r\n");
        assertThat(store.calls("relevancy")).isZero();
        assertThat(store.calls("search")).isEqualTo(1);
    }
}
