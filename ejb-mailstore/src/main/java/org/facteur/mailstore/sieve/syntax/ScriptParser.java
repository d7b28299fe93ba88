package org.facteur.mailstore.sieve.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.mailstore.sieve.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a script (RFC 5228 section 8.2):
 *
 * <pre>
 * command      = identifier arguments (";" / block)
 * arguments    = *argument [ test / test-list ]
 * argument     = string-list / number / tag
 * block        = "{" *command "}"
 * test         = identifier arguments
 * test-list    = "(" test *("," test) ")"
 * string-list  = "[" string *("," string) "]" / string
 * </pre>
 */
public final class ScriptParser {

    /** How deep blocks and tests are nested at most, together. */
    public static final int MAX_NESTING = 32;

    private final Lexer lexer;
    private Token token;
    private int depth;

    private ScriptParser(String text) throws InvalidScriptException {
        this.lexer = new Lexer(text);
        this.token = lexer.next();
    }

    /** The commands of a script, if its grammar is right. */
    public static List<CommandNode> parse(String text) throws InvalidScriptException {
        ScriptParser parser = new ScriptParser(text);
        List<CommandNode> commands = parser.commands();
        if (parser.token.kind() != Kind.END) {
            throw parser.wrong("A command is missing before ");
        }
        return commands;
    }

    private List<CommandNode> commands() throws InvalidScriptException {
        List<CommandNode> commands = new ArrayList<>();
        while (token.kind() == Kind.IDENTIFIER) {
            commands.add(command());
        }
        return commands;
    }

    private CommandNode command() throws InvalidScriptException {
        Token name = take();
        List<Argument> arguments = arguments();
        List<TestNode> tests = tests();
        List<CommandNode> block = null;
        if (token.is('{')) {
            block = block();
        } else {
            expect(';');
        }
        return new CommandNode(name.text(), arguments, tests, block, name.line());
    }

    private List<CommandNode> block() throws InvalidScriptException {
        deeper();
        expect('{');
        List<CommandNode> commands = commands();
        expect('}');
        depth--;
        return commands;
    }

    private List<TestNode> tests() throws InvalidScriptException {
        if (token.kind() == Kind.IDENTIFIER) {
            return List.of(test());
        }
        if (!token.is('(')) {
            return List.of();
        }
        List<TestNode> tests = new ArrayList<>();
        take();
        tests.add(test());
        while (token.is(',')) {
            take();
            tests.add(test());
        }
        expect(')');
        return tests;
    }

    private TestNode test() throws InvalidScriptException {
        if (token.kind() != Kind.IDENTIFIER) {
            throw wrong("A test is missing before ");
        }
        deeper();
        Token name = take();
        TestNode test = new TestNode(name.text(), arguments(), tests(), name.line());
        depth--;
        return test;
    }

    private List<Argument> arguments() throws InvalidScriptException {
        List<Argument> arguments = new ArrayList<>();
        for (Argument argument = argument(); argument != null; argument = argument()) {
            arguments.add(argument);
        }
        return arguments;
    }

    private @Nullable Argument argument() throws InvalidScriptException {
        return switch (token.kind()) {
            case TAG -> new Argument.Tag(take().text());
            case NUMBER -> new Argument.Numeral(take().value());
            case STRING -> new Argument.Strings(List.of(take().text()), false);
            default -> token.is('[') ? list() : null;
        };
    }

    private Argument list() throws InvalidScriptException {
        List<String> strings = new ArrayList<>();
        take();
        strings.add(string());
        while (token.is(',')) {
            take();
            strings.add(string());
        }
        expect(']');
        return new Argument.Strings(strings, true);
    }

    private String string() throws InvalidScriptException {
        if (token.kind() != Kind.STRING) {
            throw wrong("A string is missing before ");
        }
        return take().text();
    }

    private Token take() throws InvalidScriptException {
        Token taken = token;
        token = lexer.next();
        return taken;
    }

    private void expect(char mark) throws InvalidScriptException {
        if (!token.is(mark)) {
            throw wrong("There should be " + mark + " before ");
        }
        take();
    }

    private void deeper() throws InvalidScriptException {
        if (++depth > MAX_NESTING) {
            throw new InvalidScriptException(token.line(), "This is nested more than " + MAX_NESTING + " deep");
        }
    }

    private InvalidScriptException wrong(String before) {
        String found = token.kind() == Kind.STRING ? "a string" : token.text();
        return new InvalidScriptException(token.line(), before + found);
    }
}
