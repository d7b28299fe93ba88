package org.facteur.mailstore.sieve.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command as written.
 *
 * @param name in lower case
 * @param tests its tests, of which no command takes more than one
 * @param block what stands in its braces; null if it ends with a semicolon
 * @param line where it begins
 */
public record CommandNode(
        String name,
        List<Argument> arguments,
        List<TestNode> tests,
        @Nullable List<CommandNode> block,
        int line) {

    public CommandNode {
        arguments = List.copyOf(arguments);
        tests = List.copyOf(tests);
        block = block == null ? null : List.copyOf(block);
    }
}
