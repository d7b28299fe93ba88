package org.facteur.imap.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 5464 section 4.3; the empty name is that of the server.
 *
 * <pre>
 * setmetadata  = "SETMETADATA" SP mailbox SP "(" entry-value *(SP entry-value) ")"
 * entry-value  = entry SP nstring
 * </pre>
 */
final class SetMetadataSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "SETMETADATA";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = MetadataSyntax.expectMailboxOrServer(in);
        in.expectSp();
        List<Annotation> annotations = new ArrayList<>();
        in.expectList(() -> annotations.add(expectAnnotation(in)));
        return new ImapCommand.SetMetadata(mailbox, annotations);
    }

    private static Annotation expectAnnotation(ImapDecoder in) throws ImapSyntaxException {
        Entry entry = MetadataSyntax.expectEntry(in);
        in.expectSp();
        byte[] value = in.expectNstring("a value or NIL")
                .map(octets -> octets.getBytes(StandardCharsets.ISO_8859_1))
                .orElse(null);
        return new Annotation(entry, value);
    }
}
