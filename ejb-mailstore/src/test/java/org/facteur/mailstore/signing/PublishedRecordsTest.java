package org.facteur.mailstore.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.facteur.api.mailbox.Watch;
import org.facteur.mailstore.signing.RecordCheck.Publication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the domain name system says what it should. */
class PublishedRecordsTest {

    private static final KeyRecord RSA = new KeyRecord("r._domainkey.a.test", "v=DKIM1; h=sha256; k=rsa; p=AbC+/=");
    private static final KeyRecord ED25519 = new KeyRecord("e._domainkey.a.test", "v=DKIM1; h=sha256; k=ed25519; p=x");

    private final PublishedRecords published = new PublishedRecords();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v=DKIM1; h=sha256; k=rsa; p=AbC+/=      | PUBLISHED
        v=DKIM1;k=rsa;t=y;p= Ab C+ /= ;         | PUBLISHED
        p=AbC+/=                                | PUBLISHED
        v=DKIM1; k=rsa; p=AbC                   | DIFFERENT
        v=DKIM1; k=rsa; p=abc+/=                | DIFFERENT
        v=DKIM1; k=rsa; p=                      | DIFFERENT
        v=DKIM1; k=ed25519; p=AbC+/=            | DIFFERENT
        v=spf1 -all                             | DIFFERENT\
        """)
    void whatCountsIsTheKey(String text, Publication publication) {
        published.askWith(name -> CompletableFuture.completedFuture(List.of("another text", text)));

        assertThat(published.check(List.of(RSA))).containsExactly(new RecordCheck(RSA, publication));
    }

    @Test
    void eachRecordHasItsOwnAnswer() {
        published.askWith(name -> switch (name) {
            case "r._domainkey.a.test" -> CompletableFuture.completedFuture(List.of());
            default -> CompletableFuture.failedFuture(new IllegalStateException("no name server answers"));
        });

        assertThat(published.check(List.of(RSA, ED25519)))
                .extracting(RecordCheck::publication)
                .containsExactly(Publication.MISSING, Publication.UNANSWERED);
    }

    @Test
    void withoutNameServersNothingIsKnown() {
        assertThat(published.check(List.of(RSA))).containsExactly(new RecordCheck(RSA, Publication.UNANSWERED));

        Watch first = published.askWith(name -> CompletableFuture.completedFuture(List.of()));
        Watch second = published.askWith(name -> CompletableFuture.completedFuture(List.of(RSA.value())));
        first.close();
        assertThat(published.check(List.of(RSA))).containsExactly(new RecordCheck(RSA, Publication.PUBLISHED));
        second.close();
        assertThat(published.check(List.of(RSA))).containsExactly(new RecordCheck(RSA, Publication.UNANSWERED));
    }
}
