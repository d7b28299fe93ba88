package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandHandlersTest {

    @Test
    void everyCommandHasAHandler() {
        assertThatCode(CommandHandlers::new).doesNotThrowAnyException();
    }

    @Test
    void aMissingHandlerIsNoticedAtStart() {
        assertThatThrownBy(() -> new CommandHandlers(List.of(new NoopHandler())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No handler for ");
    }

    @Test
    void twoHandlersForACommandAreNoticedAtStart() {
        assertThatThrownBy(() -> new CommandHandlers(List.of(new NoopHandler(), new NoopHandler())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Two handlers for ");
    }
}
