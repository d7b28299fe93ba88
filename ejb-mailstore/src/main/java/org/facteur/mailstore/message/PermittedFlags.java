package org.facteur.mailstore.message;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SystemFlag;

/**
 * The flags that rights let somebody change (RFC 4314 section 4): {@code \Seen} with {@code s}, {@code \Deleted} with {@code t}, all
 * others with {@code w}.
 */
final class PermittedFlags {

    private static final long SEEN = SystemFlag.SEEN.bit();
    private static final long DELETED = SystemFlag.DELETED.bit();

    private PermittedFlags() {}

    /** The bits of the flags, in every mailbox. */
    static long mask(Rights rights) {
        return (rights.has(Right.SEEN) ? SEEN : 0)
                | (rights.has(Right.DELETE_MESSAGES) ? DELETED : 0)
                | (rights.has(Right.WRITE) ? ~(SEEN | DELETED) : 0);
    }

    /** Those of the flags that may be changed. */
    static Flags among(Flags flags, Rights rights) {
        long mask = mask(rights);
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        flags.system().stream().filter(flag -> (flag.bit() & mask) != 0).forEach(system::add);
        return new Flags(system, rights.has(Right.WRITE) ? flags.keywords() : Set.of());
    }

    /** Messages without the flags that may not be set. */
    static List<MessageFacts> of(List<MessageFacts> messages, Rights rights) {
        long mask = mask(rights);
        if (mask == -1L) {
            return messages;
        }
        List<MessageFacts> masked = new ArrayList<>(messages.size());
        messages.forEach(each -> masked.add(new MessageFacts(each.uid(), each.flags() & mask, each.size())));
        return masked;
    }
}
