package org.facteur.imap.response;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.MailboxId;

/** How the identities of the store are written as identifiers of RFC 8474: a letter for their kind, and their number. */
public final class ObjectIds {

    private static final Pattern CONTENT = Pattern.compile("E([1-9][0-9]{0,17})");

    private ObjectIds() {}

    public static String of(MailboxId mailbox) {
        return "M" + mailbox.value();
    }

    public static String of(ContentId content) {
        return "E" + content.value();
    }

    /** The content that has this identifier; empty if none can have it. */
    public static Optional<ContentId> content(String id) {
        Matcher number = CONTENT.matcher(id);
        return number.matches() ? Optional.of(new ContentId(Long.parseLong(number.group(1)))) : Optional.empty();
    }
}
