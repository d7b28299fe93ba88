package org.facteur.smtp.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.facteur.wire.session.WireOutput;
import org.junit.jupiter.api.Test;

class SmtpReplyTest {

    @Test
    void everyLineCarriesTheCodes() {
        assertThat(written(new SmtpReply(214, "2.0.0", List.of("one", "two"))))
                .isEqualTo("214-2.0.0 one\r\n214 2.0.0 two\r\n");
        assertThat(written(SmtpReply.plain(354, "Go on"))).isEqualTo("354 Go on\r\n");
        assertThat(written(SmtpReply.plain(334, ""))).isEqualTo("334 \r\n");
    }

    @Test
    void nothingInATextEndsALine() {
        assertThat(written(SmtpReply.of(550, "5.1.1", "a\r\n250 b\u00e9"))).isEqualTo("550 5.1.1 a??250 b?\r\n");
    }

    @Test
    void noLineIsLongerThanAClientMustBear() {
        assertThat(written(SmtpReply.of(550, "5.1.1", "x".repeat(1000))))
                .hasSize(512)
                .endsWith("x\r\n");
    }

    @Test
    void codesThatContradictEachOtherCannotBe() {
        assertThatThrownBy(() -> SmtpReply.of(250, "5.1.1", "what?")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SmtpReply.of(354, "3.0.0", "what?")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SmtpReply.plain(100, "what?")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SmtpRefusal(250, "2.0.0", "fine")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String written(SmtpReply reply) {
        StringBuilder text = new StringBuilder();
        reply.writeNext(new WireOutput() {
            @Override
            public void write(byte[] octets, int offset, int length) {
                text.append(new String(octets, offset, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void startCompression() {
                throw new AssertionError("SMTP is not compressed");
            }

            @Override
            public void stopCompression() {
                throw new AssertionError("SMTP is not compressed");
            }

            @Override
            public void startTls() {
                throw new AssertionError();
            }

            @Override
            public void close() {
                throw new AssertionError();
            }
        });
        return text.toString();
    }
}
