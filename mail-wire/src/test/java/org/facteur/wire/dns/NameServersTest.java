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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Who waits for a place to ask, and how it goes on. */
class NameServersTest {

    private static final int QUESTIONS = NameServers.MAX_WAITING;

    private final Deque<CompletableFuture<Message>> asked = new ArrayDeque<>();
    private final AtomicLong clock = new AtomicLong();
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
                new DnsSettings(List.of(new InetSocketAddress("127.0.0.1", 53)), Duration.ofSeconds(3), places, 1),
                clock::get);
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

    @Test
    void noMoreWaitThanThereIsRoomFor() throws Exception {
        NameServers servers = servers(1);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i <= QUESTIONS; i++) {
            replies.add(servers.ask(question(i)));
        }

        assertThat(replies).noneMatch(CompletableFuture::isDone);
        assertThat(servers.ask(question(0)).getNow(null)).isInstanceOf(Unanswered.class);
    }

    @Test
    void whatHasWaitedTooLongIsNotAsked() throws Exception {
        NameServers servers = servers(1);
        servers.ask(question(0));
        CompletableFuture<Reply> late = servers.ask(question(1));

        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        CompletableFuture<Reply> inTime = servers.ask(question(2));
        assertThat(late.getNow(null)).isInstanceOf(Unanswered.class);
        assertThat(inTime).isNotDone();

        asked.removeFirst().complete(answer(0));
        assertThat(asked).as("it is the turn of the one that came in time").hasSize(1);
        asked.removeFirst().complete(answer(2));
        assertThat(inTime.getNow(null)).isInstanceOf(Found.class);
    }

    private static Message answer(int number) throws Exception {
        return question(number).query();
    }
}
