package org.facteur.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Who waits for a place to ask, and how it goes on. */
class NameServersTest {

    private static final int QUESTIONS = 20_000;

    private final Deque<CompletableFuture<Message>> asked = new ArrayDeque<>();
    private boolean isBroken;

    /** Answers when the test does, or fails at once. */
    private final SimpleResolver resolver = new SimpleResolver(new InetSocketAddress("127.0.0.1", 53)) {
        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            if (isBroken) {
                return CompletableFuture.failedFuture(new IOException("Too many open files"));
            }
            CompletableFuture<Message> answer = new CompletableFuture<>();
            asked.addLast(answer);
            return answer;
        }
    };

    private NameServers servers(int places) {
        return new NameServers(
                List.of(resolver),
                new DnsSettings(List.of(new InetSocketAddress("127.0.0.1", 53)), Duration.ofSeconds(3), places, 1));
    }

    private static Question question(int number) throws Exception {
        return new Question(Name.fromString("host" + number + ".example."), Type.A);
    }

    @Test
    void whatCannotBeAskedLosesNoPlace() throws Exception {
        NameServers servers = servers(1);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            replies.add(servers.ask(question(i)));
        }

        isBroken = true;
        asked.removeFirst().completeExceptionally(new IOException("No answer"));

        assertThat(replies).allMatch(reply -> reply.getNow(null) instanceof Unanswered);
        isBroken = false;
        servers.ask(question(0));
        assertThat(asked).as("there is a place for it").hasSize(1);
    }
}
