package org.facteur.mailstore.sieve.script;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.mailstore.text.HeaderText;

/** The tests of RFC 5228 section 5, and those of extensions that need no more than it does. */
final class Tests {

    private Tests() {}

    /** {@code true} and {@code false} (RFC 5228 sections 5.6 and 5.10). */
    record Constant(boolean value) implements Test {

        @Override
        public boolean holds(Execution run) {
            return value;
        }
    }

    /** RFC 5228 section 5.8. */
    record Not(Test test) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            return !test.holds(run);
        }
    }

    /** RFC 5228 section 5.2; stops at the first that does not hold. */
    record AllOf(List<Test> tests) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            for (Test test : tests) {
                if (!test.holds(run)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** RFC 5228 section 5.3; stops at the first that holds. */
    record AnyOf(List<Test> tests) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            for (Test test : tests) {
                if (test.holds(run)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** RFC 5228 section 5.9: more, or less, than so many octets. */
    record Size(boolean over, long limit) implements Test {

        @Override
        public boolean holds(Execution run) {
            long size = run.message().size();
            return over ? size > limit : size < limit;
        }
    }

    /** RFC 5228 section 5.5: all of the fields are there. */
    record Exists(List<Text> names) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            for (Text name : names) {
                if (fields(name, Optional.empty(), run).isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** RFC 5228 section 5.7. */
    record Header(Match match, Optional<FieldIndex> index, List<Text> names, List<Text> keys) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            List<String> values = new ArrayList<>();
            for (Text name : names) {
                for (String field : fields(name, index, run)) {
                    values.add(HeaderText.decode(field).strip());
                }
            }
            return match.holds(values, keys, run);
        }
    }

    /** RFC 5228 section 5.1. */
    record Address(Match match, AddressPart part, Optional<FieldIndex> index, List<Text> names, List<Text> keys)
            implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            List<String> values = new ArrayList<>();
            for (Text name : names) {
                String field = name.expand(run);
                if (AddressPart.isFieldOfAddresses(field)) {
                    for (String value : fields(name, index, run)) {
                        values.addAll(part.ofList(value));
                    }
                }
            }
            return match.holds(values, keys, run);
        }
    }

    /** RFC 5228 section 5.4. */
    record EnvelopeTest(Match match, AddressPart part, List<Text> parts, List<Text> keys) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException {
            List<String> values = new ArrayList<>();
            for (Text each : parts) {
                switch (each.expand(run).toLowerCase(Locale.ROOT)) {
                    case "from" -> part.ofPath(run.envelope().sender()).ifPresent(values::add);
                    case "to" ->
                        run.envelope()
                                .recipients()
                                .forEach(path -> part.ofPath(path).ifPresent(values::add));
                    default -> {}
                }
            }
            return match.holds(values, keys, run);
        }
    }

    /** RFC 5229 section 5. */
    record StringTest(Match match, List<Text> sources, List<Text> keys) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException {
            List<String> values = new ArrayList<>();
            for (Text source : sources) {
                String value = source.expand(run);
                // An empty text does not count, so that :count says how many are not.
                if (match.type() != Match.Type.COUNT || !value.isEmpty()) {
                    values.add(value);
                }
            }
            return match.holds(values, keys, run);
        }
    }

    /**
     * RFC 5232 section 4.
     *
     * @param variables empty for the internal one
     */
    record HasFlag(Match match, Optional<List<Text>> variables, List<Text> flags) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException {
            FlagList set = new FlagList();
            if (variables.isEmpty()) {
                run.flags().names().forEach(set::add);
            } else {
                for (Text variable : variables.get()) {
                    set.add(run.variables().get(variable.expand(run).toLowerCase(Locale.ROOT)));
                }
            }
            return match.holds(set.names(), wanted(run), run);
        }

        /** A key may name several flags, one of which will do; for {@code :count} it is a number. */
        private List<Text> wanted(Execution run) throws ScriptFailureException {
            List<Text> wanted = new ArrayList<>();
            for (Text each : flags) {
                for (String flag : each.expand(run).split(" +")) {
                    wanted.add(Text.of(flag));
                }
            }
            return wanted;
        }
    }

    /** RFC 5490 section 3.1: the account has all of the mailboxes, and they hold messages. */
    record MailboxExists(List<Text> names) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException {
            for (Text name : names) {
                if (!Commands.mailboxName(name.expand(run)).map(run::hasMailbox).orElse(false)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** RFC 5173; what wildcards stand for is not kept. */
    record Body(Match match, Optional<List<Text>> contentTypes, boolean raw, List<Text> keys) implements Test {

        @Override
        public boolean holds(Execution run) throws ScriptFailureException, IOException {
            return match.holds(values(run), keys, run, false);
        }

        private List<String> values(Execution run) throws ScriptFailureException, IOException {
            if (raw) {
                return run.message().rawBody();
            }
            if (contentTypes.isEmpty()) {
                return run.message().parts(part -> part.type().equals("text"));
            }
            List<ContentTypeRange> wanted = new ArrayList<>();
            for (Text type : contentTypes.get()) {
                ContentTypeRange.of(type.expand(run)).ifPresent(wanted::add);
            }
            return run.message().parts(part -> wanted.stream().anyMatch(range -> range.includes(part)));
        }
    }

    static List<String> fields(Text name, Optional<FieldIndex> index, Execution run)
            throws ScriptFailureException, IOException {
        List<String> fields = run.message().fields(name.expand(run));
        run.budget().spend(1 + fields.stream().mapToLong(String::length).sum());
        return index.isEmpty() ? fields : index.get().of(fields);
    }
}
