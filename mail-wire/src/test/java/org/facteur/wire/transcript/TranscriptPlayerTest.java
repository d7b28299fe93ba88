package org.facteur.wire.transcript;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.facteur.wire.framing.LineFramer;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a session that repeats what it is told, so that each rule of the format can be seen to hold and to fail. */
class TranscriptPlayerTest {

    @TempDir
    Path fixtures;

    private void play(String text) throws Exception {
        new TranscriptPlayer(new EchoEnvironment(), Transcript.parse("test", text), fixtures).play();
    }

    @Test
    void textIsLiteral() {
        assertThatCode(() -> play("S: hello\nC: a.b (c) [d]*\nS: echo a.b (c) [d]*\n"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> play("S: hello\nC: axb\nS: echo a.b\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("test:3");
    }

    @Test
    void aNameCapturesFirstAndThenStandsForWhatItCaptured() {
        assertThatCode(() -> play("S: hello\nC: 17 x\nS: echo ${n} x\nC: ${n}\nS: echo ${n}\n"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> play("S: hello\nC: 17\nS: echo ${n}\nC: 18\nS: echo ${n}\n"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void anyLinesMayStandBetween() {
        assertThatCode(() -> play("S: hello\nC: 1\nC: 2\nC: 3\nS: ${lines}\nS: echo 3\n"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> play("S: hello\nC: 1\nS: ${lines}\nS: echo 2\n"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aForbiddenLineFails() {
        assertThatThrownBy(() -> play("S: hello\nC: 1\nS! echo ${any}\nS: ${lines}\nS: echo 1\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("must not");
    }

    @Test
    void moreThanExpectedFails() {
        assertThatThrownBy(() -> play("S: hello\nC: 1\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("said more");
    }

    @Test
    void literalSizesAreComputed() throws Exception {
        Files.writeString(fixtures.resolve("m.eml"), "a: b\n\nc\n");
        assertThatCode(() -> play("S: hello\nC: x {}\nC| m.eml\nC: y\n"
                        + "S: echo x {11}\nS: echo a: b\nS: echo \nS: echo c\nS: echo y\n"))
                .doesNotThrowAnyException();
        assertThatCode(() -> play("S: hello\nC: x {7}\nS: echo x {}\nC| \"12\\r\\n\"\nS| \"echo 12\"\nS: \n"))
                .doesNotThrowAnyException();
    }

    @Test
    void twoConnectionsAndAPrelude() {
        assertThatCode(() -> play("state 2: said\n1S: hello\n1C: a\n2C: b\n1S: echo a\n2S: echo b\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void aClosedConnectionIsSeen() {
        assertThatCode(() -> play("S: hello\nC: bye\nS> closed\n")).doesNotThrowAnyException();
        assertThatThrownBy(() -> play("S: hello\nC: stay\nS> closed\n")).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatStandsBehindStartTlsIsDropped() {
        assertThatCode(() -> play("S: hello\nC~ tls\\r\\nsmuggled\\r\\n\nC> tls\nC: x\nS: echo x\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void aLineThatIsNeitherHeaderNorStepIsRefused() {
        assertThatThrownBy(() -> play("S: hello\nX: y\n")).hasMessageContaining("test:2");
    }

    private static final class EchoEnvironment implements TranscriptEnvironment {

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> messages) {
            return Map.of();
        }

        @Override
        public Wire connect(String service) {
            return new SessionWire(connection -> new EchoSession(), false, true);
        }

        @Override
        public String prelude(String state) {
            return "S: hello\nC: " + state + "\nS: echo " + state + "\n";
        }
    }

    private static final class EchoSession implements Session {

        private final LineFramer framer = new LineFramer(100);

        @Override
        public Answer greet() {
            return Answer.text("hello\r\n");
        }

        @Override
        public @Nullable Answer advance(ByteBuf input) {
            if (!(framer.next(input) instanceof LineFramer.Line line)) {
                return null;
            }
            String text = new String(line.octets(), StandardCharsets.ISO_8859_1);
            return switch (text) {
                case "bye" -> Answer.closing("");
                case "tls" ->
                    out -> {
                        out.startTls();
                        return false;
                    };
                default -> Answer.text("echo " + text + "\r\n");
            };
        }

        @Override
        public @Nullable Answer woken() {
            return null;
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Answer timedOut() {
            return Answer.NOTHING;
        }

        @Override
        public Answer stopping() {
            return Answer.NOTHING;
        }

        @Override
        public Answer failed() {
            return Answer.NOTHING;
        }

        @Override
        public void closed() {}
    }
}
