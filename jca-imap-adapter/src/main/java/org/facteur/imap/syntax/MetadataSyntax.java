package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.MailboxName;
import org.jspecify.annotations.Nullable;

/**
 * What names annotations (RFC 5464 section 5).
 *
 * <pre>
 * entries = entry / "(" entry *(SP entry) ")"
 * entry   = astring                           ; "/private/..." or "/shared/..."
 * </pre>
 */
final class MetadataSyntax {

    private MetadataSyntax() {}

    /** @return null for the empty name, which is the server's */
    static @Nullable MailboxName expectMailboxOrServer(ImapDecoder in) throws ImapSyntaxException {
        String text = in.expectMailboxText();
        return text.isEmpty() ? null : in.mailboxName(text);
    }

    static List<Entry> expectEntries(ImapDecoder in) throws ImapSyntaxException {
        List<Entry> entries = new ArrayList<>();
        if (in.nextIs('(')) {
            in.expectList(() -> entries.add(expectEntry(in)));
        } else {
            entries.add(expectEntry(in));
        }
        return entries;
    }

    static Entry expectEntry(ImapDecoder in) throws ImapSyntaxException {
        return Entry.parse(in.expectAstring("the name of an entry"))
                .orElseThrow(() -> in.bad("An entry is named /private/... or /shared/..., without wildcards"));
    }
}
