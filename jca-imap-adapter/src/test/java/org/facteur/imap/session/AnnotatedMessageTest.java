package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of annotations that no transcript can hold. */
class AnnotatedMessageTest {

    private final InMemoryImapListener store = new InMemoryImapListener();

    @TempDir
    Path spoolFolder;

    private Client client = new Client(store, Path.of(""));

    @BeforeEach
    void select() throws Exception {
        AccountId alice = store.addAccount("alice@example.test", "alice");
        store.deliver(alice, "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
        client = new Client(store, spoolFolder);
        assertThat(client.say("a LOGIN alice@example.test alice")).contains(" ANNOTATE-EXPERIMENT-1");
        assertThat(client.say("b SELECT INBOX")).contains("[ANNOTATIONS " + MessageAnnotation.MAX_VALUE + "]");
    }

    @Test
    void nulComesAndGoesInALiteral8Only() throws Exception {
        assertThat(client.say("c STORE 1 ANNOTATION (/comment (value.priv ~{3+}\r\na\0b))"))
                .startsWith("c OK");
        assertThat(client.say("d FETCH 1 ANNOTATION (/comment (value.priv size.priv))"))
                .contains("ANNOTATION (/comment (value.priv ~{3}\r\na\0b size.priv \"3\"))");
        assertThat(client.say("e STORE 1 ANNOTATION (/comment (value.priv {3+}\r\na\0b))"))
                .startsWith("e BAD");
        assertThat(client.say("f SELECT ~{3+}\r\na\0b")).startsWith("f BAD");
        assertThat(client.say("g NOOP")).startsWith("g OK");
    }

    @Test
    void textBeyondAsciiIsALiteral() throws Exception {
        assertThat(client.say("c STORE 1 ANNOTATION (/comment (value.priv {4+}\r\n\u00c3\u00bcxx))"))
                .startsWith("c OK");
        assertThat(client.say("d FETCH 1 ANNOTATION (/comment value.priv)"))
                .contains("value.priv {4}\r\n\u00c3\u00bcxx)");
    }

    @Test
    void aValueThatIsTooLongIsRefused() throws Exception {
        int most = MessageAnnotation.MAX_VALUE;
        assertThat(client.say(
                        "c STORE 1 ANNOTATION (/comment (value.priv {" + most + "+}\r\n" + "x".repeat(most) + "))"))
                .startsWith("c OK");
        assertThat(client.say("d STORE 1 ANNOTATION (/comment (value.priv {" + (most + 1) + "+}\r\n"
                        + "x".repeat(most + 1) + "))"))
                .startsWith("d NO [ANNOTATE TOOBIG]");
        assertThat(client.say("e FETCH 1 ANNOTATION (/comment size.priv)")).contains("size.priv \"" + most + "\"");
    }

    @Test
    void aMessageIsNotStoredWithTooMany() throws Exception {
        StringBuilder annotations = new StringBuilder();
        for (int i = 0; i <= MessageAnnotation.MAX_ENTRIES; i++) {
            annotations.append(i == 0 ? "" : " ").append("/vendor/n").append(i).append(" (value.priv \"x\")");
        }
        assertThat(client.say("c APPEND INBOX ANNOTATION (" + annotations + ") {14+}\r\nSubject: x\r\n\r\n"))
                .startsWith("c NO [ANNOTATE TOOMANY]");
    }
}
