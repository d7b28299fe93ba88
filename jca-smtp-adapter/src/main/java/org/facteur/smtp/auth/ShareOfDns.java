package org.facteur.smtp.auth;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.facteur.wire.dns.DnsException;
import org.facteur.wire.dns.MailExchanger;
import org.facteur.wire.dns.TlsaRecord;
import org.jspecify.annotations.Nullable;

/**
 * The name servers as one message may ask them: a few questions at once, the others behind, and together with all other messages no more than a
 * share of the places, so that strangers cannot take them from everybody else. Who finds no place has no answer now.
 */
final class ShareOfDns implements Dns {

    /** Questions of all messages at once: half of the places that there are. */
    static final int OF_ALL = 100;

    /** Questions of one message at once. */
    static final int OF_ONE = 8;

    private final Dns dns;
    private final Semaphore places;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int asked;

    /** @param places of all messages */
    ShareOfDns(Dns dns, Semaphore places) {
        this.dns = dns;
        this.places = places;
    }

    @Override
    public CompletionStage<DnsAnswer<Inet4Address>> ipv4(String name) {
        return inTurn(() -> dns.ipv4(name));
    }

    @Override
    public CompletionStage<DnsAnswer<Inet6Address>> ipv6(String name) {
        return inTurn(() -> dns.ipv6(name));
    }

    @Override
    public CompletionStage<DnsAnswer<MailExchanger>> mailExchangers(String domain) {
        return inTurn(() -> dns.mailExchangers(domain));
    }

    @Override
    public CompletionStage<DnsAnswer<String>> texts(String name) {
        return inTurn(() -> dns.texts(name));
    }

    @Override
    public CompletionStage<DnsAnswer<String>> names(InetAddress address) {
        return inTurn(() -> dns.names(address));
    }

    @Override
    public CompletionStage<DnsAnswer<TlsaRecord>> tlsa(String name) {
        return inTurn(() -> dns.tlsa(name));
    }

    private <T> CompletionStage<T> inTurn(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> found = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.addLast(() -> ask(question, found));
        }
        serve();
        return found;
    }

    /** Its depth is bounded by the names that a message may have asked for. */
    private void serve() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            if (asked == OF_ONE || waiting.isEmpty()) {
                return null;
            }
            asked++;
            return waiting.removeFirst();
        }
    }

    private <T> void ask(Supplier<CompletionStage<T>> question, CompletableFuture<T> found) {
        if (!places.tryAcquire()) {
            leave();
            found.completeExceptionally(
                    new DnsException("Too many questions about messages wait for the name servers"));
            return;
        }
        CompletionStage<T> asking;
        try {
            asking = question.get();
        } catch (RuntimeException e) {
            asking = CompletableFuture.failedFuture(e);
        }
        asking.whenComplete((answer, failure) -> {
            places.release();
            leave();
            if (failure != null) {
                found.completeExceptionally(failure);
            } else {
                found.complete(answer);
            }
            serve();
        });
    }

    private void leave() {
        synchronized (waiting) {
            asked--;
        }
    }
}
