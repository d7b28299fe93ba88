package org.facteur.mailstore.sieve.syntax;

import java.util.List;

/**
 * A test as written.
 *
 * @param name in lower case
 * @param tests those it is made of
 * @param line where it begins
 */
public record TestNode(String name, List<Argument> arguments, List<TestNode> tests, int line) {

    public TestNode {
        arguments = List.copyOf(arguments);
        tests = List.copyOf(tests);
    }
}
