package org.facteur.mailstore.sieve.script;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.sieve.script.Disposition.Filing;

/** The commands there are, but for {@code require}, which only says what the others may be. */
final class Commands {

    /** Characters of a local part, the sign between, and a domain (RFC 5321 section 4.5.3.1). */
    private static final int MAX_ADDRESS = 320;

    private Commands() {}

    /** One of the alternatives of {@code if}; the last may be without condition (RFC 5228 section 3.1). */
    record Branch(Test condition, Command block) {}

    /** RFC 5228 section 3.1. */
    record If(List<Branch> branches) implements Command {

        @Override
        public void run(Execution run) throws ScriptFailureException, IOException {
            for (Branch branch : branches) {
                if (branch.condition().holds(run)) {
                    branch.block().run(run);
                    return;
                }
            }
        }
    }

    /** RFC 5228 section 3.3. */
    record Stop() implements Command {

        @Override
        public void run(Execution run) {
            run.stop();
        }
    }

    /**
     * RFC 5228 section 4.3.
     *
     * @param flags empty for those of the internal variable (RFC 5232 section 5)
     */
    record Keep(Optional<List<Text>> flags) implements Command {

        @Override
        public void run(Execution run) throws ScriptFailureException {
            run.cancelImplicitKeep();
            run.file(new Filing(MailboxName.INBOX, false, flagsOf(flags, run)));
        }
    }

    /** RFC 5228 section 4.1, with {@code :copy} of RFC 3894 and {@code :create} of RFC 5490. */
    record FileInto(Text mailbox, boolean copy, boolean create, Optional<List<Text>> flags) implements Command {

        @Override
        public void run(Execution run) throws ScriptFailureException {
            String name = mailbox.expand(run);
            MailboxName target = mailboxName(name)
                    .orElseThrow(() -> new ScriptFailureException("it files into a name that no mailbox can have"));
            run.file(new Filing(target, create, flagsOf(flags, run)));
            if (!copy) {
                run.cancelImplicitKeep();
            }
        }
    }

    /** RFC 5228 section 4.2, with {@code :copy} of RFC 3894; a message that has come back is kept (RFC 5228 section 10). */
    record Redirect(Text address, boolean copy) implements Command {

        @Override
        public void run(Execution run) throws ScriptFailureException {
            String target = address.expand(run);
            if (!isAddress(target)) {
                throw new ScriptFailureException("it redirects to what is no address");
            }
            if (run.envelope().looping()) {
                return;
            }
            run.redirect(target);
            if (!copy) {
                run.cancelImplicitKeep();
            }
        }
    }

    /** RFC 5228 section 4.4. */
    record Discard() implements Command {

        @Override
        public void run(Execution run) {
            run.cancelImplicitKeep();
        }
    }

    /** RFC 5429 section 2: both of its actions, since the message is refused while its sender waits. */
    record Reject(Text reason) implements Command {

        @Override
        public void run(Execution run) throws ScriptFailureException {
            run.refuse();
        }
    }

    /**
     * RFC 5232 section 3.
     *
     * @param variable empty for the internal one
     */
    record ChangeFlags(Mode mode, Optional<String> variable, List<Text> flags) implements Command {

        enum Mode {
            SET,
            ADD,
            REMOVE
        }

        @Override
        public void run(Execution run) throws ScriptFailureException {
            FlagList changed = mode == Mode.SET ? new FlagList() : known(run);
            for (Text each : flags) {
                if (mode == Mode.REMOVE) {
                    changed.remove(each.expand(run));
                } else {
                    changed.add(each.expand(run));
                }
            }
            if (variable.isPresent()) {
                run.variables().set(variable.get(), changed.toString());
            } else {
                run.setFlags(changed);
            }
        }

        private FlagList known(Execution run) {
            return FlagList.of(
                    variable.isPresent()
                            ? List.of(run.variables().get(variable.get()))
                            : run.flags().names());
        }
    }

    /**
     * RFC 5229 section 4.
     *
     * @param modifiers in the order in which they are applied
     */
    record Assign(String variable, Text value, List<Modifier> modifiers) implements Command {

        @Override
        public void run(Execution run) throws ScriptFailureException {
            String assigned = value.expand(run);
            for (Modifier modifier : modifiers) {
                assigned = modifier.apply(assigned);
            }
            run.variables().set(variable, assigned);
        }
    }

    static boolean isAddress(String text) {
        return text.length() <= MAX_ADDRESS && MailAddress.parse(text).isPresent();
    }

    static Optional<MailboxName> mailboxName(String name) {
        try {
            return Optional.of(new MailboxName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Flags flagsOf(Optional<List<Text>> flags, Execution run) throws ScriptFailureException {
        if (flags.isEmpty()) {
            return run.flags().flags();
        }
        List<String> names = new ArrayList<>();
        for (Text each : flags.get()) {
            names.add(each.expand(run));
        }
        return FlagList.of(names).flags();
    }
}
