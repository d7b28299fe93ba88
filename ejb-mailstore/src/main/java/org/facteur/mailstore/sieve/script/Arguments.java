package org.facteur.mailstore.sieve.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.facteur.mailstore.sieve.syntax.Argument;
import org.facteur.mailstore.sieve.syntax.Argument.Strings;
import org.facteur.mailstore.sieve.syntax.Argument.Tag;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;

/**
 * The arguments of one command or test, as they are taken: first the tags, in any order, then the others in theirs (RFC 5228
 * section 2.6.2). What nobody takes is an error in the end.
 */
final class Arguments {

    private final String owner;
    private final int line;
    private final Requirements requirements;
    private final TextCompiler texts;
    private final List<Argument> rest;

    /** @param owner the command or test, for the owner of the script */
    Arguments(String owner, List<Argument> arguments, int line, Requirements requirements) {
        this.owner = owner;
        this.line = line;
        this.requirements = requirements;
        this.texts = new TextCompiler(requirements);
        this.rest = new ArrayList<>(arguments);
    }

    InvalidScriptException wrong(String message) {
        return new InvalidScriptException(line, owner + ": " + message);
    }

    /** Whether the tag is there. */
    boolean tag(String name) {
        return rest.remove(new Tag(name));
    }

    /** As {@link #tag(String)}, for a tag of an extension. */
    boolean tag(String name, Extension extension) throws InvalidScriptException {
        boolean there = tag(name);
        if (there) {
            requirements.check(extension, ":" + name, line);
        }
        return there;
    }

    /** The number that follows a tag of an extension. */
    OptionalLong taggedNumber(String name, Extension extension) throws InvalidScriptException {
        Optional<Argument> parameter = parameter(name);
        if (parameter.isEmpty()) {
            return OptionalLong.empty();
        }
        requirements.check(extension, ":" + name, line);
        if (parameter.get() instanceof Argument.Numeral number) {
            return OptionalLong.of(number.value());
        }
        throw wrong(":" + name + " wants a number");
    }

    /** The string that follows a tag, which must be known before the script runs. */
    Optional<String> taggedConstant(String name) throws InvalidScriptException {
        Optional<Argument> parameter = parameter(name);
        if (parameter.isEmpty()) {
            return Optional.empty();
        }
        if (parameter.get() instanceof Strings strings && !strings.list()) {
            return Optional.of(constant(strings.values().get(0)));
        }
        throw wrong(":" + name + " wants a string");
    }

    /** The strings that follow a tag of an extension. */
    Optional<List<Text>> taggedStrings(String name, Extension extension) throws InvalidScriptException {
        Optional<Argument> parameter = parameter(name);
        if (parameter.isEmpty()) {
            return Optional.empty();
        }
        requirements.check(extension, ":" + name, line);
        if (parameter.get() instanceof Strings strings) {
            return Optional.of(texts(strings));
        }
        throw wrong(":" + name + " wants strings");
    }

    private Optional<Argument> parameter(String name) throws InvalidScriptException {
        int index = rest.indexOf(new Tag(name));
        if (index < 0) {
            return Optional.empty();
        }
        rest.remove(index);
        if (index == rest.size()) {
            throw wrong(":" + name + " wants a value");
        }
        return Optional.of(rest.remove(index));
    }

    /** How many arguments nobody has taken yet. */
    int left() {
        return rest.size();
    }

    List<Text> strings(String what) throws InvalidScriptException {
        if (next(what) instanceof Strings strings) {
            return texts(strings);
        }
        throw wrong(what + " must be strings");
    }

    Text string(String what) throws InvalidScriptException {
        if (next(what) instanceof Strings strings && !strings.list()) {
            return texts.compile(strings.values().get(0), line);
        }
        throw wrong(what + " must be a string");
    }

    /** A string that must be known before the script runs. */
    String constantString(String what) throws InvalidScriptException {
        return string(what).constant().orElseThrow(() -> wrong(what + " holds no variables"));
    }

    long number(String what) throws InvalidScriptException {
        if (next(what) instanceof Argument.Numeral number) {
            return number.value();
        }
        throw wrong(what + " must be a number");
    }

    private Argument next(String what) throws InvalidScriptException {
        if (rest.isEmpty()) {
            throw wrong(what + " is missing");
        }
        if (rest.get(0) instanceof Tag tag) {
            throw wrong(":" + Requirements.printable(tag.name()) + " is not known here");
        }
        return rest.remove(0);
    }

    void end() throws InvalidScriptException {
        if (!rest.isEmpty()) {
            throw rest.get(0) instanceof Tag tag
                    ? wrong(":" + Requirements.printable(tag.name()) + " is not known here")
                    : wrong("There are too many arguments");
        }
    }

    private List<Text> texts(Strings strings) throws InvalidScriptException {
        List<Text> compiled = new ArrayList<>();
        for (String string : strings.values()) {
            compiled.add(texts.compile(string, line));
        }
        return compiled;
    }

    private String constant(String string) throws InvalidScriptException {
        return texts.compile(string, line).constant().orElseThrow(() -> wrong("A variable is not allowed here"));
    }
}
