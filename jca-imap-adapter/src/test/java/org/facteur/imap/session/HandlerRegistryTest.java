package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.handler.ImapHandlers;
import org.junit.jupiter.api.Test;

class HandlerRegistryTest {

    private static final class NoopTwin implements CommandHandler<ImapCommand.Noop> {

        @Override
        public Class<ImapCommand.Noop> command() {
            return ImapCommand.Noop.class;
        }

        @Override
        public CommandRules rules(ImapCommand.Noop command) {
            return CommandRules.ANY_STATE;
        }

        @Override
        public Turn handle(ImapCommand.Noop command, ClientState client) {
            return Reply.of(Completion.ok("done"));
        }
    }

    @Test
    void everyCommandHasItsHandler() {
        HandlerRegistry registry = ImapHandlers.registry();
        assertThat(registry.handlerOf(new ImapCommand.Noop()).command()).isEqualTo(ImapCommand.Noop.class);
    }

    @Test
    void aCommandWithoutAHandlerIsFoundAtStartUp() {
        assertThatThrownBy(() -> new HandlerRegistry(List.of(new NoopTwin())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No handler of");
    }

    @Test
    void aCommandWithTwoHandlersIsFoundAtStartUp() {
        assertThatThrownBy(() -> new HandlerRegistry(List.of(new NoopTwin(), new NoopTwin())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two handlers of");
    }
}
