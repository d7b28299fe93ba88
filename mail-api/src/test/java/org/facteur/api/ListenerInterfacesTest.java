package org.facteur.api;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.api.sieve.SieveListener;
import org.facteur.api.smtp.SmtpListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What application servers want of the interface of a message-driven bean. */
class ListenerInterfacesTest {

    /** Payara creates no endpoint for an interface that leaves a method to the one that it extends. */
    @ParameterizedTest
    @ValueSource(classes = {SmtpListener.class, Pop3Listener.class, ImapListener.class, SieveListener.class})
    void everyMethodIsDeclaredAgain(Class<?> listener) {
        for (Method inherited : listener.getMethods()) {
            assertThatCode(() -> listener.getDeclaredMethod(inherited.getName(), inherited.getParameterTypes()))
                    .as(inherited.toString())
                    .doesNotThrowAnyException();
        }
    }
}
