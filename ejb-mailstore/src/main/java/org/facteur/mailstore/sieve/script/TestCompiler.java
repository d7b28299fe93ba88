package org.facteur.mailstore.sieve.script;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;
import org.facteur.mailstore.sieve.syntax.TestNode;

/** Checks tests, and makes of each what runs. */
final class TestCompiler {

    private static final Set<String> ENVELOPE_PARTS = Set.of("from", "to");

    private final Requirements requirements;
    private final MatchCompiler matches;
    private boolean asksForMailboxes;

    TestCompiler(Requirements requirements) {
        this.requirements = requirements;
        this.matches = new MatchCompiler(requirements);
    }

    /** Whether one of the tests so far was about mailboxes. */
    boolean asksForMailboxes() {
        return asksForMailboxes;
    }

    Test compile(TestNode node) throws InvalidScriptException {
        Arguments arguments = new Arguments(node.name(), node.arguments(), node.line(), requirements);
        Test test = switch (node.name()) {
            case "not" -> new Tests.Not(compile(onlyTest(node)));
            case "allof" -> new Tests.AllOf(tests(node));
            case "anyof" -> new Tests.AnyOf(tests(node));
            default -> withoutTests(node, arguments);
        };
        arguments.end();
        return test;
    }

    private Test withoutTests(TestNode node, Arguments arguments) throws InvalidScriptException {
        if (!node.tests().isEmpty()) {
            throw arguments.wrong("It takes no test");
        }
        return switch (node.name()) {
            case "true" -> new Tests.Constant(true);
            case "false" -> new Tests.Constant(false);
            case "size" -> size(arguments);
            case "exists" -> new Tests.Exists(arguments.strings("The fields"));
            case "header" -> header(arguments);
            case "address" -> address(arguments);
            case "envelope" -> envelope(arguments, node.line());
            case "body" -> body(arguments, node.line());
            case "string" -> string(arguments, node.line());
            case "hasflag" -> hasFlag(arguments, node.line());
            case "mailboxexists" -> mailboxExists(arguments, node.line());
            case "date" -> date(arguments, node.line(), false);
            case "currentdate" -> date(arguments, node.line(), true);
            default ->
                throw new InvalidScriptException(
                        node.line(), "There is no test '" + Requirements.printable(node.name()) + "'");
        };
    }

    private static TestNode onlyTest(TestNode node) throws InvalidScriptException {
        if (node.tests().size() != 1) {
            throw new InvalidScriptException(node.line(), "not: It takes one test");
        }
        return node.tests().get(0);
    }

    private List<Test> tests(TestNode node) throws InvalidScriptException {
        if (node.tests().isEmpty()) {
            throw new InvalidScriptException(node.line(), node.name() + ": It takes tests");
        }
        List<Test> tests = new ArrayList<>();
        for (TestNode test : node.tests()) {
            tests.add(compile(test));
        }
        return tests;
    }

    private static Test size(Arguments arguments) throws InvalidScriptException {
        boolean over = arguments.tag("over");
        boolean under = arguments.tag("under");
        if (over == under) {
            throw arguments.wrong("It is either :over or :under");
        }
        return new Tests.Size(over, arguments.number("The size"));
    }

    private Test header(Arguments arguments) throws InvalidScriptException {
        Match match = matches.match(arguments);
        Optional<FieldIndex> index = index(arguments);
        return new Tests.Header(match, index, arguments.strings("The fields"), arguments.strings("The keys"));
    }

    private Test address(Arguments arguments) throws InvalidScriptException {
        Match match = matches.match(arguments);
        AddressPart part = addressPart(arguments);
        Optional<FieldIndex> index = index(arguments);
        List<Text> names = arguments.strings("The fields");
        for (Text name : names) {
            if (!name.constant().map(AddressPart::isFieldOfAddresses).orElse(true)) {
                throw arguments.wrong(
                        "The field '" + Requirements.printable(name.constant().orElse("")) + "' holds no addresses");
            }
        }
        return new Tests.Address(match, part, index, names, arguments.strings("The keys"));
    }

    private Test envelope(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.ENVELOPE, "envelope", line);
        Match match = matches.match(arguments);
        AddressPart part = addressPart(arguments);
        List<Text> parts = arguments.strings("The parts of the envelope");
        for (Text each : parts) {
            if (!each.constant()
                    .map(name -> ENVELOPE_PARTS.contains(name.toLowerCase(Locale.ROOT)))
                    .orElse(true)) {
                throw arguments.wrong("Of the envelope there are \"from\" and \"to\"");
            }
        }
        return new Tests.EnvelopeTest(match, part, parts, arguments.strings("The keys"));
    }

    private static AddressPart addressPart(Arguments arguments) throws InvalidScriptException {
        Optional<AddressPart> found = Optional.empty();
        for (AddressPart part : AddressPart.values()) {
            boolean there = switch (part) {
                case ALL -> arguments.tag("all");
                case LOCAL_PART -> arguments.tag("localpart");
                case DOMAIN -> arguments.tag("domain");
                case USER -> arguments.tag("user", Extension.SUBADDRESS);
                case DETAIL -> arguments.tag("detail", Extension.SUBADDRESS);
            };
            if (there && found.isPresent()) {
                throw arguments.wrong("One part of an address will do");
            }
            found = there ? Optional.of(part) : found;
        }
        return found.orElse(AddressPart.ALL);
    }

    private static Optional<FieldIndex> index(Arguments arguments) throws InvalidScriptException {
        OptionalLong number = arguments.taggedNumber("index", Extension.INDEX);
        boolean last = arguments.tag("last", Extension.INDEX);
        if (number.isEmpty()) {
            if (last) {
                throw arguments.wrong(":last stands with :index");
            }
            return Optional.empty();
        }
        if (number.getAsLong() == 0) {
            throw arguments.wrong(":index counts from 1");
        }
        return Optional.of(new FieldIndex(number.getAsLong(), last));
    }

    private Test body(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.BODY, "body", line);
        Match match = matches.match(arguments);
        boolean raw = arguments.tag("raw");
        boolean text = arguments.tag("text");
        Optional<List<Text>> types = arguments.taggedStrings("content", Extension.BODY);
        if ((raw ? 1 : 0) + (text ? 1 : 0) + (types.isPresent() ? 1 : 0) > 1) {
            throw arguments.wrong("It is one of :raw, :content and :text");
        }
        return new Tests.Body(match, types, raw, arguments.strings("The keys"));
    }

    private Test string(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.VARIABLES, "string", line);
        Match match = matches.match(arguments);
        return new Tests.StringTest(match, arguments.strings("The texts"), arguments.strings("The keys"));
    }

    private Test hasFlag(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.IMAP4FLAGS, "hasflag", line);
        Match match = matches.match(arguments);
        Optional<List<Text>> variables = Optional.empty();
        if (arguments.left() > 1) {
            requirements.check(Extension.VARIABLES, "hasflag with variables", line);
            variables = Optional.of(arguments.strings("The variables"));
        }
        return new Tests.HasFlag(match, variables, arguments.strings("The flags"));
    }

    private Test mailboxExists(Arguments arguments, int line) throws InvalidScriptException {
        requirements.check(Extension.MAILBOX, "mailboxexists", line);
        asksForMailboxes = true;
        return new Tests.MailboxExists(arguments.strings("The mailboxes"));
    }

    private Test date(Arguments arguments, int line, boolean current) throws InvalidScriptException {
        requirements.check(Extension.DATE, current ? "currentdate" : "date", line);
        Match match = matches.match(arguments);
        Optional<FieldIndex> index = current ? Optional.empty() : index(arguments);
        Optional<ZoneOffset> zone = zone(arguments);
        boolean original = !current && arguments.tag("originalzone");
        if (original && zone.isPresent()) {
            throw arguments.wrong("It is either :zone or :originalzone");
        }
        Optional<Text> field = current ? Optional.empty() : Optional.of(arguments.string("The field"));
        DatePart part = DatePart.of(arguments.constantString("The part of the date"))
                .orElseThrow(() -> arguments.wrong("A date has no such part"));
        return new DateTest(match, field, index, zone, original, part, arguments.strings("The keys"));
    }

    /** {@code time-zone = ("+" / "-") 4DIGIT} */
    private static Optional<ZoneOffset> zone(Arguments arguments) throws InvalidScriptException {
        Optional<String> zone = arguments.taggedConstant("zone");
        if (zone.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (zone.get().matches("[+-][0-9]{4}")) {
                return Optional.of(ZoneOffset.of(zone.get()));
            }
        } catch (DateTimeException e) {
            throw arguments.wrong("There is no such time zone");
        }
        throw arguments.wrong("A time zone is written like +0100");
    }
}
