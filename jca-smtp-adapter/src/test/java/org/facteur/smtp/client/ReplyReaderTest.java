package org.facteur.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Replies, cut out of whatever a server sends. */
class ReplyReaderTest {

    private static List<RemoteReply> read(String text) throws BadReplyException {
        return read(text.getBytes(StandardCharsets.UTF_8), 1_000_000);
    }

    private static List<RemoteReply> read(byte[] octets, int pieces) throws BadReplyException {
        ReplyReader reader = new ReplyReader();
        ByteBuf input = Unpooled.buffer();
        List<RemoteReply> replies = new ArrayList<>();
        for (int i = 0; i < octets.length; i += pieces) {
            input.writeBytes(octets, i, Math.min(pieces, octets.length - i));
            Optional<RemoteReply> reply = reader.next(input);
            while (reply.isPresent()) {
                replies.add(reply.get());
                reply = reader.next(input);
            }
        }
        return replies;
    }

    @Test
    void aReplyIsOneLineOrMany() throws Exception {
        String text = "250-first\r\n250-\r\n250 last\r\n220\r\n354 Gö\n";
        List<RemoteReply> replies = List.of(
                new RemoteReply(250, List.of("first", "", "last")),
                new RemoteReply(220, List.of("")),
                new RemoteReply(354, List.of("Gö")));

        assertThat(read(text)).isEqualTo(replies);
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), 1))
                .as("octet by octet")
                .isEqualTo(replies);
    }

    @Test
    void whatIsNoReplyIsRefused() {
        for (String text : List.of(
                "SSH-2.0\r\n",
                "\r\n",
                "25\r\n",
                "2500 Ok\r\n",
                "150 Ok\r\n",
                "650 Ok\r\n",
                "25x Ok\r\n",
                "250-a\r\n251 b\r\n")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(BadReplyException.class);
        }
    }

    @Test
    void nothingIsEndless() {
        assertThatThrownBy(() -> read("250 " + "x".repeat(3_000))).isInstanceOf(BadReplyException.class);
        assertThatThrownBy(() -> read("250-x\r\n".repeat(300))).isInstanceOf(BadReplyException.class);
        assertThatThrownBy(() -> read(("250-" + "x".repeat(1_900) + "\r\n").repeat(20)))
                .isInstanceOf(BadReplyException.class);
    }

    @Test
    void eachReplyHasRoomOfItsOwn() throws Exception {
        assertThat(read(("250 " + "x".repeat(1_900) + "\r\n").repeat(20))).hasSize(20);
    }

    @Test
    void theStatusIsWhatTheServerSaysOrWhatTheCodeImplies() {
        assertThat(RemoteReply.of(550, "5.1.1 No").status()).isEqualTo("5.1.1");
        assertThat(RemoteReply.of(550, "5.1.1").status()).isEqualTo("5.1.1");
        assertThat(RemoteReply.of(450, "5.1.1 No").status())
                .as("of another class")
                .isEqualTo("4.0.0");
        assertThat(RemoteReply.of(550, "No 5.1.1").status()).isEqualTo("5.0.0");
    }

    @Property
    void anyOctetsAreRepliesOrNot(@ForAll @Size(max = 200) byte[] octets) {
        try {
            assertThat(read(octets, 7)).allMatch(reply -> reply.code() >= 200 && reply.code() <= 599);
        } catch (BadReplyException e) {
            assertThat(e).hasMessageMatching("[A-Z].*");
        }
    }
}
