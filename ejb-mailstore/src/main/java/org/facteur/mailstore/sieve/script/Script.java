package org.facteur.mailstore.sieve.script;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.facteur.api.mailbox.MailboxName;

/** A script that has been checked, ready to run for any message, by any thread. */
public final class Script {

    private final Block commands;
    private final boolean asksForMailboxes;
    private final boolean redirects;

    /**
     * @param asksForMailboxes whether it has a test about them
     * @param redirects whether it has a command that does
     */
    Script(Block commands, boolean asksForMailboxes, boolean redirects) {
        this.commands = commands;
        this.asksForMailboxes = asksForMailboxes;
        this.redirects = redirects;
    }

    /** Whether it may send messages on. */
    public boolean redirects() {
        return redirects;
    }

    /** Whether it matters to {@link #run} which mailboxes there are. */
    public boolean asksForMailboxes() {
        return asksForMailboxes;
    }

    /**
     * Decides what becomes of a message.
     *
     * @param mailboxes whether the account has a mailbox of a name that can hold messages
     * @throws ScriptFailureException if the script cannot go on: the message is to be kept
     * @throws IOException if the message cannot be read
     */
    public Disposition run(FilteredMessage message, Envelope envelope, Predicate<MailboxName> mailboxes)
            throws ScriptFailureException, IOException {
        Execution run = new Execution(message, envelope, mailboxes);
        commands.run(run);
        return run.disposition();
    }

    /** Commands one after the other, until one stops the script. */
    record Block(List<Command> commands) implements Command {

        Block {
            commands = List.copyOf(commands);
        }

        @Override
        public void run(Execution run) throws ScriptFailureException, IOException {
            for (Command command : commands) {
                if (run.isStopped()) {
                    return;
                }
                run.budget().spend(1);
                command.run(run);
            }
        }
    }
}
