package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void demoIsAskedFor() {
        assertThat(CommandLine.of("--demo").demo()).isTrue();
        assertThat(CommandLine.of("--demo").answer()).isEmpty();
        assertThat(CommandLine.of().demo()).isFalse();
    }

    @Test
    void anUnknownArgumentIsNamedAboveTheUsage() {
        CommandLine commandLine = CommandLine.of("--port");

        assertThat(commandLine.understood()).isFalse();
        assertThat(commandLine.answer()).get().asString().startsWith("No such argument: --port\nUsage:");
    }

    @Test
    void helpAndVersionAreAnswered() {
        assertThat(CommandLine.of("--help").answer()).get().asString().startsWith("Usage:");
        assertThat(CommandLine.of("--version").answer()).get().asString().startsWith("Facteur ");
        assertThat(CommandLine.of("--help").understood()).isTrue();
    }

    @Test
    void applicationsThatAreDeployedBesideAreFiles() {
        assertThat(CommandLine.of("--deploy", "shop.war", "--demo", "--deploy", "a/b.war")
                        .applications())
                .containsExactly(Path.of("shop.war"), Path.of("a/b.war"));
        assertThat(CommandLine.of("--deploy").understood()).isFalse();
    }
}
