package org.facteur.smtp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsException;
import org.junit.jupiter.api.Test;

class ShareOfDnsTest {

    /** What has been asked, and when it is answered. */
    private final List<CompletableFuture<Object>> asked = new ArrayList<>();

    private final Dns dns = (Dns) Proxy.newProxyInstance(
            Dns.class.getClassLoader(), new Class<?>[] {Dns.class}, (proxy, method, arguments) -> {
                CompletableFuture<Object> answer = new CompletableFuture<>();
                asked.add(answer);
                return answer;
            });

    private final Semaphore places = new Semaphore(ShareOfDns.OF_ALL);

    private List<CompletableFuture<?>> ask(int questions) {
        ShareOfDns share = new ShareOfDns(dns, places);
        List<CompletableFuture<?>> found = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            found.add(share.texts("name" + i).toCompletableFuture());
        }
        return found;
    }

    @Test
    void aMessageAsksAFewQuestionsAtOnceAndAllInTheEnd() {
        List<CompletableFuture<?>> found = ask(60);
        assertThat(asked).hasSize(ShareOfDns.OF_ONE);

        asked.get(0).complete(null);
        asked.get(1).completeExceptionally(new DnsException("none"));
        assertThat(asked).hasSize(ShareOfDns.OF_ONE + 2);
        assertThat(found.get(1)).isCompletedExceptionally();

        for (int i = 0; i < asked.size(); i++) {
            asked.get(i).complete(null);
        }
        assertThat(asked).hasSize(60);
        assertThat(found).allMatch(CompletableFuture::isDone);
        assertThat(places.availablePermits()).isEqualTo(ShareOfDns.OF_ALL);
    }

    @Test
    void allMessagesTogetherTakeNoMoreThanTheirShare() {
        for (int i = 0; i < 50; i++) {
            ask(60);
        }
        assertThat(asked).hasSize(ShareOfDns.OF_ALL);
        assertThat(ask(60)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(asked).hasSize(ShareOfDns.OF_ALL);
    }
}
