package org.facteur.mailstore.sieve.script;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.mailstore.sieve.script.Commands.Branch;
import org.facteur.mailstore.sieve.script.Commands.ChangeFlags;
import org.facteur.mailstore.sieve.script.Commands.ChangeFlags.Mode;
import org.facteur.mailstore.sieve.script.Script.Block;
import org.facteur.mailstore.sieve.syntax.Argument;
import org.facteur.mailstore.sieve.syntax.CommandNode;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;
import org.facteur.mailstore.sieve.syntax.ScriptParser;

/** Checks a script as a whole, so that one which is kept can fail at run time only by what the message is. */
public final class ScriptCompiler {

    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Comparator<Modifier> FIRST_APPLIED =
            Comparator.comparingInt(Modifier::precedence).reversed();

    private final Requirements requirements = new Requirements();
    private final TestCompiler tests = new TestCompiler(requirements);
    private boolean mayRequire = true;
    private boolean redirects;

    private ScriptCompiler() {}

    /**
     * @param octets UTF-8
     * @throws InvalidScriptException with the first thing that is wrong
     */
    public static Script compile(byte[] octets) throws InvalidScriptException {
        ScriptCompiler compiler = new ScriptCompiler();
        Block commands = compiler.block(ScriptParser.parse(text(octets)));
        return new Script(commands, compiler.tests.asksForMailboxes(), compiler.redirects);
    }

    private static String text(byte[] octets) throws InvalidScriptException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidScriptException(1, "A script is UTF-8");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new InvalidScriptException(
                    1
                            + (int) text.substring(0, nul)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count(),
                    "NUL is not allowed");
        }
        return text;
    }

    private Block block(List<CommandNode> nodes) throws InvalidScriptException {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < nodes.size(); ) {
            CommandNode node = nodes.get(i);
            if (node.name().equals("require")) {
                require(node);
                i++;
            } else if (node.name().equals("if")) {
                mayRequire = false;
                int end = endOfIf(nodes, i + 1);
                commands.add(branches(nodes.subList(i, end)));
                i = end;
            } else if (node.name().equals("elsif") || node.name().equals("else")) {
                throw new InvalidScriptException(node.line(), node.name() + " follows an if");
            } else {
                mayRequire = false;
                commands.add(command(node));
                i++;
            }
        }
        return new Block(commands);
    }

    /** RFC 5228 section 3.2: before every other command. */
    private void require(CommandNode node) throws InvalidScriptException {
        if (!mayRequire) {
            throw new InvalidScriptException(node.line(), "require stands before every other command");
        }
        plain(node);
        if (node.arguments().size() != 1 || !(node.arguments().get(0) instanceof Argument.Strings names)) {
            throw new InvalidScriptException(node.line(), "require: It takes the names of extensions");
        }
        for (String name : names.values()) {
            requirements.add(name, node.line());
        }
    }

    private static int endOfIf(List<CommandNode> nodes, int from) {
        int end = from;
        while (end < nodes.size() && nodes.get(end).name().equals("elsif")) {
            end++;
        }
        return end < nodes.size() && nodes.get(end).name().equals("else") ? end + 1 : end;
    }

    private Command branches(List<CommandNode> nodes) throws InvalidScriptException {
        List<Branch> branches = new ArrayList<>();
        for (CommandNode node : nodes) {
            boolean isElse = node.name().equals("else");
            if (node.block() == null
                    || !node.arguments().isEmpty()
                    || node.tests().size() != (isElse ? 0 : 1)) {
                throw new InvalidScriptException(
                        node.line(), node.name() + ": It takes " + (isElse ? "" : "a test and ") + "a block");
            }
            Test condition = isElse
                    ? new Tests.Constant(true)
                    : tests.compile(node.tests().get(0));
            branches.add(new Branch(condition, block(node.block())));
        }
        return new Commands.If(List.copyOf(branches));
    }

    private Command command(CommandNode node) throws InvalidScriptException {
        int line = node.line();
        Arguments arguments = new Arguments(node.name(), node.arguments(), line, requirements);
        plain(node);
        Command command = switch (node.name()) {
            case "stop" -> new Commands.Stop();
            case "discard" -> new Commands.Discard();
            case "keep" -> new Commands.Keep(arguments.taggedStrings("flags", Extension.IMAP4FLAGS));
            case "fileinto" -> fileInto(arguments, line);
            case "reject" -> reject(arguments, Extension.REJECT, line);
            case "ereject" -> reject(arguments, Extension.EREJECT, line);
            case "setflag" -> changeFlags(arguments, Mode.SET, line);
            case "addflag" -> changeFlags(arguments, Mode.ADD, line);
            case "removeflag" -> changeFlags(arguments, Mode.REMOVE, line);
            case "set" -> assign(arguments, line);
            case "redirect" -> redirect(arguments);
            default ->
                throw new InvalidScriptException(
                        line, "There is no command '" + Requirements.printable(node.name()) + "'");
        };
        arguments.end();
        return command;
    }

    private static void plain(CommandNode node) throws InvalidScriptException {
        if (node.block() != null || !node.tests().isEmpty()) {
            throw new InvalidScriptException(
                    node.line(), "'" + Requirements.printable(node.name()) + "' takes no test and no block");
        }
    }

    private Command fileInto(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.FILEINTO, "fileinto", line);
        boolean copy = arguments.tag("copy", Extension.COPY);
        boolean create = arguments.tag("create", Extension.MAILBOX);
        Optional<List<Text>> flags = arguments.taggedStrings("flags", Extension.IMAP4FLAGS);
        Text mailbox = arguments.string("The mailbox");
        Optional<String> name = mailbox.constant();
        if (name.isPresent() && Commands.mailboxName(name.get()).isEmpty()) {
            throw arguments.wrong("No mailbox can have the name '" + Requirements.printable(name.get()) + "'");
        }
        return new Commands.FileInto(mailbox, copy, create, flags);
    }

    private Command redirect(Arguments arguments) throws InvalidScriptException {
        boolean copy = arguments.tag("copy", Extension.COPY);
        Text address = arguments.string("The address");
        Optional<String> constant = address.constant();
        if (constant.isPresent() && !Commands.isAddress(constant.get())) {
            throw arguments.wrong("'" + Requirements.printable(constant.get()) + "' is no address");
        }
        redirects = true;
        return new Commands.Redirect(address, copy);
    }

    private Command reject(Arguments arguments, Extension extension, int line) throws InvalidScriptException {
        requirements.check(extension, extension.wireName(), line);
        return new Commands.Reject(arguments.string("The reason"));
    }

    private Command changeFlags(Arguments arguments, Mode mode, int line) throws InvalidScriptException {
        requirements.check(Extension.IMAP4FLAGS, "Changing flags", line);
        Optional<String> variable = Optional.empty();
        if (arguments.left() > 1) {
            requirements.check(Extension.VARIABLES, "Changing the flags of a variable", line);
            variable = Optional.of(variable(arguments));
        }
        return new ChangeFlags(mode, variable, arguments.strings("The flags"));
    }

    private Command assign(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.VARIABLES, "set", line);
        List<Modifier> modifiers = new ArrayList<>();
        for (Modifier modifier : Modifier.values()) {
            if (arguments.tag(modifier.tag())) {
                if (modifiers.stream().anyMatch(other -> other.precedence() == modifier.precedence())) {
                    throw arguments.wrong(":" + modifier.tag() + " stands with another that says otherwise");
                }
                modifiers.add(modifier);
            }
        }
        modifiers.sort(FIRST_APPLIED);
        String variable = variable(arguments);
        return new Commands.Assign(variable, arguments.string("The value"), modifiers);
    }

    private static String variable(Arguments arguments) throws InvalidScriptException {
        String name = arguments.constantString("The variable");
        if (!VARIABLE_NAME.matcher(name).matches()) {
            throw arguments.wrong("'" + Requirements.printable(name) + "' names no variable that can be set");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
