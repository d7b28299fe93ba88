package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListReplyTest {

    private static final int BOXES = 150;
    private static final Entry COMMENT = Entry.parse("/private/comment").orElseThrow();

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private AccountId account;
    private Client client;

    @BeforeEach
    void logIn() throws Exception {
        account = store.addAccount("alice@example.test", "alice");
        client = new Client(store, spoolFolder);
        client.say("L1 LOGIN alice@example.test alice");
        for (int i = 0; i < BOXES; i++) {
            store.create(account, box(i), null);
        }
    }

    private static MailboxName box(int i) {
        return new MailboxName("box/%03d".formatted(i));
    }

    /** Gives each mailbox a value that no other has. */
    private List<String> annotate(int octets) throws Exception {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < BOXES; i++) {
            String value = "v".repeat(octets) + i;
            values.add(value);
            store.annotate(
                    account, box(i), List.of(new Annotation(COMMENT, value.getBytes(StandardCharsets.US_ASCII))));
        }
        return values;
    }

    private void eachIsTold(List<String> values) throws Exception {
        String answer = client.say("a LIST \"box/\" % RETURN (METADATA (/private/comment))");
        for (int i = 0; i < BOXES; i++) {
            String value = values.get(i);
            String told = value.length() > 100 ? "{" + value.length() + "}\r\n" + value : "\"" + value + "\"";
            assertThat(answer.contains("* METADATA " + box(i) + " (/private/comment " + told + ")"))
                    .as("%s", box(i))
                    .isTrue();
        }
        assertThat(answer).endsWith("a OK LIST completed\r\n");
    }

    @Test
    void annotationsOfManyMailboxesAreOneQuestion() throws Exception {
        eachIsTold(annotate(1));

        assertThat(store.calls("annotations")).isEqualTo(2);
    }

    @Test
    void whatTheStoreDoesNotAnswerAtOnceIsAskedForAgain() throws Exception {
        int octets = 60 << 10;
        eachIsTold(annotate(octets));

        long fit = ImapListener.MAX_ANNOTATIONS / octets;
        assertThat(store.calls("annotations")).isEqualTo((int) ((BOXES + fit - 1) / fit));
    }
}
