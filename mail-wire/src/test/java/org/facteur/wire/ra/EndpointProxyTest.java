package org.facteur.wire.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Authenticator;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.api.sieve.SieveListener;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.wire.ra.EndpointHost.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointProxyTest {

    /** A listener with a default method, as {@link SmtpListener} has them. */
    public interface Greeter {
        String greet(String name) throws MailStoreException;

        default String greetAll() throws MailStoreException {
            return greet("all");
        }
    }

    /** Fails by the name it is called with. */
    public static class Bean implements Greeter {
        @Override
        public String greet(String name) throws MailStoreException {
            return switch (name) {
                case "stranger" -> throw new MailStoreException(Reason.NO_SUCH_MAILBOX, "who?");
                case "defect" -> throw new IllegalStateException("a defect");
                case "error" -> throw new NoClassDefFoundError("a class");
                default -> "hello " + name;
            };
        }
    }

    private final EndpointHost<Greeter> host = new EndpointHost<>(Greeter.class, new Bean());
    private final EndpointProxy<Greeter> endpoints =
            EndpointProxy.of(Greeter.class, host.factory(), host.transactions());
    private final Greeter greeter = endpoints.listener();

    @AfterEach
    void everyEndpointIsReleased() {
        endpoints.close();
        assertThat(host.openEndpoints()).isZero();
        host.close();
    }

    private void assertFails(String name, Reason reason) {
        assertThatThrownBy(() -> greeter.greet(name))
                .asInstanceOf(type(MailStoreException.class))
                .extracting(MailStoreException::reason)
                .isEqualTo(reason);
    }

    @Test
    void aTransactedCallIsADelivery() throws Exception {
        assertThat(greeter.greet("you")).isEqualTo("hello you");
        assertThat(host.calls).containsExactly("createEndpoint", "beforeDelivery", "greet", "afterDelivery");
    }

    @Test
    void anEndpointIsCalledAgainAndReleasedInTheEnd() throws Exception {
        greeter.greet("you");
        host.calls.clear();
        greeter.greet("you");
        endpoints.close();
        assertThat(host.calls).containsExactly("beforeDelivery", "greet", "afterDelivery", "release");
    }

    @Test
    void twoCallsAtOnceHaveTwoEndpoints() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        EndpointHost<Greeter> slow = new EndpointHost<>(Greeter.class, name -> {
            (name.equals("first") ? first : second).countDown();
            try {
                (name.equals("first") ? second : first).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return name;
        });
        try (EndpointProxy<Greeter> both = EndpointProxy.of(Greeter.class, slow.factory(), slow.transactions())) {
            CompletableFuture<Object> other = CompletableFuture.supplyAsync(() -> {
                try {
                    return both.listener().greet("first");
                } catch (MailStoreException e) {
                    return e;
                }
            });
            assertThat(both.listener().greet("second")).isEqualTo("second");
            assertThat(other.get()).isEqualTo("first");
            assertThat(slow.openEndpoints()).isEqualTo(2);
        }
        assertThat(slow.openEndpoints()).isZero();
    }

    @Test
    void whoCallsAfterTheEndReleasesTheEndpointAtOnce() throws Exception {
        endpoints.close();
        assertThat(greeter.greet("you")).isEqualTo("hello you");
        assertThat(host.calls).endsWith("release");
    }

    @Test
    void aCallWithoutTransactionIsACall() throws Exception {
        host.transacted = false;
        assertThat(greeter.greet("you")).isEqualTo("hello you");
        assertThat(host.calls).containsExactly("createEndpoint", "greet");
    }

    @Test
    void defaultMethodsGoThroughTheEndpoint() throws Exception {
        assertThat(greeter.greetAll()).isEqualTo("hello all");
        assertThat(host.calls).contains("greetAll", "afterDelivery");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheApplicationSaysPassesThrough(boolean transacted) {
        host.transacted = transacted;
        assertFails("stranger", Reason.NO_SUCH_MAILBOX);
        assertThat(host.calls).endsWith("release");
        assertThat(host.calls.contains("afterDelivery")).isEqualTo(transacted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"defect", "error"})
    void whateverElseTheApplicationThrowsIsUnavailableAndTheDeliveryIsEnded(String name) {
        assertFails(name, Reason.UNAVAILABLE);
        assertThat(host.calls).endsWith("afterDelivery", "release");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "BEFORE_DELIVERY", "AFTER_DELIVERY", "SILENT_ROLLBACK"})
    void whateverTheServerFailsToDoIsUnavailable(Fault fault) {
        host.fault = fault;
        assertFails("you", Reason.UNAVAILABLE);
    }

    @Test
    void aRollbackAfterARefusalIsNoFailureOfItsOwn() {
        host.fault = Fault.AFTER_DELIVERY;
        assertFails("stranger", Reason.NO_SUCH_MAILBOX);
    }

    @Test
    void aReleaseThatFailsDoesNotTakeTheResultBack() throws Exception {
        host.fault = Fault.RELEASE;
        endpoints.close();
        assertThat(greeter.greet("you")).isEqualTo("hello you");
    }

    @Test
    void aServerWithoutTheRegistryIsTakenAtItsWord() throws Exception {
        try (EndpointProxy<Greeter> others = EndpointProxy.of(Greeter.class, host.factory(), null)) {
            Greeter other = others.listener();
            assertThat(other.greet("you")).isEqualTo("hello you");
            host.fault = Fault.AFTER_DELIVERY;
            assertThatThrownBy(() -> other.greet("you")).isInstanceOf(MailStoreException.class);
        }
    }

    @Test
    void itIsAnOrdinaryObject() {
        Set<Greeter> set = new HashSet<>(List.of(greeter));
        assertThat(set.contains(greeter)).isTrue();
        assertThat(set.contains(new Bean())).isFalse();
        assertThat(greeter.toString()).isEqualTo("Greeter through a factory");
        assertThat(host.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {SmtpListener.class, Pop3Listener.class, ImapListener.class, SieveListener.class})
    void theListenersOfThisServerCanAllBeCalled(Class<?> listener) {
        assertThat(EndpointProxy.of(listener, host.factory(), null).listener()).isInstanceOf(listener);
    }

    /** Inherits a method without declaring it again. */
    public interface Inheriting extends Authenticator {}

    /** Cannot say that it is unavailable. */
    public interface Silent {
        void call();
    }

    @Test
    void anInterfaceWhoseTransactionsAServerDoesNotKnowIsRefusedAtTheStart() {
        assertThatThrownBy(() -> EndpointProxy.of(Inheriting.class, host.factory(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not declared by Inheriting");
        assertThatThrownBy(() -> EndpointProxy.of(Silent.class, host.factory(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
