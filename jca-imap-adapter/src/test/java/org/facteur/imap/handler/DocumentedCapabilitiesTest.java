package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server announces is in the table that people read. */
class DocumentedCapabilitiesTest {

    @TempDir
    private Path folder;

    private static Set<String> announced(String answer) {
        String line = answer.lines()
                .filter(each -> each.startsWith("* CAPABILITY "))
                .findFirst()
                .orElseThrow();
        return new TreeSet<>(
                Arrays.asList(line.substring("* CAPABILITY ".length()).split(" ")));
    }

    private static Set<String> documented() throws Exception {
        return Files.readString(Path.of("..", "docs", "imap.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .flatMap(line ->
                        Arrays.stream(line.split(" \\| ")[0].substring(2).split(", ")))
                .collect(Collectors.toSet());
    }

    @Test
    void everyCapabilityHasARow() throws Exception {
        InMemoryImapListener store = new InMemoryImapListener();
        store.addAccount("alice@example.test", "alice");
        Client stranger = new Client(store, folder);
        stranger.take(stranger.session().greet());
        Set<String> announced = announced(stranger.say("a CAPABILITY"));
        announced.addAll(announced(new Client(store, folder)
                .selected("alice@example.test", "alice")
                .say("a CAPABILITY")));

        Set<String> rows = documented();

        assertThat(announced)
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(rows)
                        .anyMatch(row -> row.equals(name) || (row.endsWith("=") && name.startsWith(row))));
    }
}
