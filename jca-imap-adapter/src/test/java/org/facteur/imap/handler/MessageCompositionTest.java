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

/** How much of what a client composes of URLs is held in memory (RFC 4469). */
class MessageCompositionTest {

    private static final String HEADER = "X-Long: " + "x".repeat(60_000) + "\r\n\r\n";

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private Client client;

    @BeforeEach
    void deliver() throws Exception {
        AccountId account = store.addAccount("alice@example.test", "alice");
        store.deliver(account, HEADER.getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
        client = new Client(store, spoolFolder).selected("alice@example.test", "alice");
    }

    /** APPEND of messages that are each twice the same section. */
    private String append(String section, int messages) throws Exception {
        String url = "URL \"/;UID=1/;SECTION=" + section + "\"";
        return client.say("a APPEND INBOX" + (" CATENATE (" + url + " " + url + ")").repeat(messages));
    }

    @Test
    void wholeHeadersAreNotHeld() throws Exception {
        assertThat(append("HEADER", 20)).contains("a OK [APPENDUID ");
    }

    @Test
    void fewFieldsOfHeadersAreHeld() throws Exception {
        assertThat(append("HEADER.FIELDS.NOT%20(To)", 8)).contains("a OK [APPENDUID ");
        assertThat(append("HEADER.FIELDS.NOT%20(To)", 9))
                .isEqualTo("a NO [TOOBIG] Fields of headers have at most 1048576 octets here\r\n");
    }
}
