package org.facteur.api.mailbox;

import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox of another account, as a name leads to it (RFC 2342): {@code Other users/bob@example.test/INBOX} is the INBOX of
 * that account, and {@code Shared/sales@example.test/INBOX} one of an account that nobody in particular owns.
 *
 * <p>Names below the prefix of a namespace that name no address are ordinary names; no new one is made.
 *
 * @param owner the address of the account, in lower case
 * @param name what the account itself calls the mailbox
 */
public record OthersMailbox(Namespace namespace, String owner, MailboxName name) {

    /** Where the mailboxes of others are. */
    public enum Namespace {
        OTHER_USERS("Other users"),
        SHARED("Shared");

        private final String level;

        Namespace(String level) {
            this.level = level;
        }

        /** What the names in it begin with, the separator included. */
        public String prefix() {
            return level + MailboxName.SEPARATOR;
        }
    }

    /** What a name leads to; empty if it is an ordinary name. */
    public static Optional<OthersMailbox> parse(MailboxName full) {
        for (Namespace namespace : Namespace.values()) {
            if (full.value().startsWith(namespace.prefix())) {
                return parse(
                        namespace, full.value().substring(namespace.prefix().length()));
            }
        }
        return Optional.empty();
    }

    /** The local part of an address may hold separators; its domain does not. */
    private static Optional<OthersMailbox> parse(Namespace namespace, String rest) {
        int end = rest.indexOf(MailboxName.SEPARATOR, rest.indexOf('@') + 1);
        return rest.indexOf('@') < 1 || end < 0
                ? Optional.empty()
                : Optional.of(new OthersMailbox(
                        namespace,
                        rest.substring(0, end).toLowerCase(Locale.ROOT),
                        new MailboxName(rest.substring(end + 1))));
    }

    /** Whether no account can make a mailbox of this name for itself. */
    public static boolean isReserved(MailboxName name) {
        for (Namespace namespace : Namespace.values()) {
            if (name.value().equals(namespace.level) || name.value().startsWith(namespace.prefix())) {
                return true;
            }
        }
        return false;
    }

    /** The name by which another account calls it; empty if that would be longer than a name can be. */
    public Optional<MailboxName> fullName() {
        String full = namespace.prefix() + owner + MailboxName.SEPARATOR + name;
        return full.length() > MailboxName.MAX_LENGTH ? Optional.empty() : Optional.of(new MailboxName(full));
    }
}
