package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.FetchedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRequiredTest {

    private static boolean isWaived(String text) throws Exception {
        return TlsRequired.isWaived(MessageSource.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS-Required: No\r\n\r\n",
                "Subject: x\r\ntls-required:no\r\n\r\n",
                "Subject: x\r\nTLS-Required:\r\n  NO \r\nFrom: a@example.org\r\n\r\nbody",
            })
    void noIsNo(String text) throws Exception {
        assertThat(isWaived(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Subject: x\r\n\r\nTLS-Required: No\r\n",
                "TLS-Required: Yes\r\n\r\n",
                "TLS-Required: Not\r\n\r\n",
                "X-TLS-Required: No\r\n\r\n",
            })
    void everythingElseIsNot(String text) throws Exception {
        assertThat(isWaived(text)).isFalse();
    }

    @Test
    void aHeaderIsReadSoFar() throws Exception {
        String filler = "X-Filler: " + "x".repeat(900) + "\r\n";
        assertThat(isWaived(filler.repeat(FetchedMessage.MAX_HEADER / 900 + 1) + "TLS-Required: No\r\n\r\n"))
                .isFalse();
    }
}
