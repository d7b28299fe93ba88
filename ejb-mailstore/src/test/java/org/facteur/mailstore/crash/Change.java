package org.facteur.mailstore.crash;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.SystemFlag;

/**
 * One change that a thread makes, in one transaction. It is a line of text between the processes, a call of the store in one of
 * them and a step of the model in both.
 */
sealed interface Change {

    /** What must be there when it has been made. */
    AccountModel apply(AccountModel before);

    /** Words, each without a space. */
    String line();

    /** A message that comes by SMTP, to the thread's own account first and to shared ones. */
    record Deliver(TestMessage message, List<String> shared) implements Change {

        @Override
        public AccountModel apply(AccountModel before) {
            return before.with(Box.INBOX, before.inbox().plus(List.of(new Held(message.id(), 0))));
        }

        @Override
        public String line() {
            return "DELIVER " + message.id() + " " + message.length() + " " + String.join(",", shared);
        }
    }

    record Append(TestMessage message, long flags) implements Change {

        @Override
        public AccountModel apply(AccountModel before) {
            return before.with(Box.ARCHIVE, before.archive().plus(List.of(new Held(message.id(), flags))));
        }

        @Override
        public String line() {
            return "APPEND " + message.id() + " " + message.length() + " " + flags;
        }
    }

    record Store(Box box, long from, long to, FlagChange.Mode mode, long mask) implements Change {

        @Override
        public AccountModel apply(AccountModel before) {
            return before.with(box, before.of(box).with(from, to, held -> new Held(held.id(), changed(held.flags()))));
        }

        private long changed(long flags) {
            return switch (mode) {
                case ADD -> flags | mask;
                case REMOVE -> flags & ~mask;
                case REPLACE -> mask;
            };
        }

        @Override
        public String line() {
            return "STORE " + box + " " + from + " " + to + " " + mode + " " + mask;
        }
    }

    /** From one box to the other, and if it is a move away from the first. */
    record Copy(Box from, long first, long last, boolean moves) implements Change {

        Box to() {
            return from == Box.INBOX ? Box.ARCHIVE : Box.INBOX;
        }

        @Override
        public AccountModel apply(AccountModel before) {
            MailboxModel source = before.of(from);
            AccountModel copied = before.with(to(), before.of(to()).plus(source.between(first, last)));
            return moves ? copied.with(from, source.with(first, last, held -> null)) : copied;
        }

        @Override
        public String line() {
            return "COPY " + from + " " + first + " " + last + " " + moves;
        }
    }

    record Expunge(Box box, long from, long to) implements Change {

        @Override
        public AccountModel apply(AccountModel before) {
            return before.with(
                    box,
                    before.of(box)
                            .with(from, to, held -> (held.flags() & SystemFlag.DELETED.bit()) == 0 ? held : null));
        }

        @Override
        public String line() {
            return "EXPUNGE " + box + " " + from + " " + to;
        }
    }

    /** Reads what {@link #line} has written. */
    static Change parse(String line) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "DELIVER" ->
                new Deliver(
                        new TestMessage(words[1], Integer.parseInt(words[2])),
                        words[3].isEmpty() ? List.of() : List.of(words[3].split(",")));
            case "APPEND" ->
                new Append(new TestMessage(words[1], Integer.parseInt(words[2])), Long.parseLong(words[3]));
            case "STORE" ->
                new Store(
                        Box.valueOf(words[1]),
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3]),
                        FlagChange.Mode.valueOf(words[4]),
                        Long.parseLong(words[5]));
            case "COPY" ->
                new Copy(
                        Box.valueOf(words[1]),
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3]),
                        Boolean.parseBoolean(words[4]));
            case "EXPUNGE" -> new Expunge(Box.valueOf(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
            default -> throw new IllegalArgumentException(line);
        };
    }

    /** The flags that a mask has. */
    static Flags flags(long mask) {
        Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            if ((mask & flag.bit()) != 0) {
                flags.add(flag);
            }
        }
        return Flags.of(new ArrayList<>(flags).toArray(new SystemFlag[0]));
    }
}
