package org.facteur.mailstore.sieve.script;

import java.util.List;
import java.util.Optional;

/** A string of a script, with its references to variables (RFC 5229 section 3). */
record Text(List<Piece> pieces) {

    /** The longest text that references expand to, in characters. */
    static final int MAX_LENGTH = 64 * 1024;

    /** What a text is made of. */
    sealed interface Piece {}

    /** Characters that stand for themselves. */
    record Literal(String characters) implements Piece {}

    /** @param name in lower case */
    record Variable(String name) implements Piece {}

    /** What the wildcard of that number stood for, or with 0 the whole text that matched. */
    record Matched(int number) implements Piece {}

    Text {
        pieces = List.copyOf(pieces);
    }

    static Text of(String characters) {
        return new Text(List.of(new Literal(characters)));
    }

    /** What it says, if that is known before it runs. */
    Optional<String> constant() {
        if (pieces.isEmpty()) {
            return Optional.of("");
        }
        return pieces.size() == 1 && pieces.get(0) instanceof Literal literal
                ? Optional.of(literal.characters())
                : Optional.empty();
    }

    String expand(Execution run) throws ScriptFailureException {
        Optional<String> constant = constant();
        if (constant.isPresent()) {
            return constant.get();
        }
        StringBuilder expanded = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Literal literal) {
                expanded.append(literal.characters());
            } else if (piece instanceof Variable variable) {
                expanded.append(run.variables().get(variable.name()));
            } else {
                expanded.append(run.variables().matched(((Matched) piece).number()));
            }
            if (expanded.length() > MAX_LENGTH) {
                throw new ScriptFailureException("a text becomes longer than " + MAX_LENGTH + " characters");
            }
        }
        run.budget().spend(expanded.length());
        return expanded.toString();
    }
}
