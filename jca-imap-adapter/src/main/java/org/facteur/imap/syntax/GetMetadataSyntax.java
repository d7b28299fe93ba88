package org.facteur.imap.syntax;

import java.util.List;
import java.util.Locale;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.AnnotationQuery.Depth;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 5464 section 4.2; the empty name is that of the server.
 *
 * <pre>
 * getmetadata = "GETMETADATA" [SP "(" option *(SP option) ")"] SP mailbox SP entries
 * option      = "MAXSIZE" SP number / "DEPTH" SP ("0" / "1" / "infinity")
 * entries     = entry / "(" entry *(SP entry) ")"
 * </pre>
 */
final class GetMetadataSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "GETMETADATA";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        Options options = new Options();
        if (in.nextIs('(')) {
            in.expectList(() -> options.expect(in));
            in.expectSp();
        }
        MailboxName mailbox = MetadataSyntax.expectMailboxOrServer(in);
        in.expectSp();
        List<Entry> entries = MetadataSyntax.expectEntries(in);
        return new ImapCommand.GetMetadata(mailbox, new AnnotationQuery(entries, options.depth), options.maxSize);
    }

    private static final class Options {

        private Depth depth = Depth.ZERO;
        private long maxSize = Long.MAX_VALUE;

        void expect(ImapDecoder in) throws ImapSyntaxException {
            String option = in.expectKeyword("an option of GETMETADATA");
            in.expectSp();
            switch (option) {
                case "MAXSIZE" -> maxSize = in.expectNumber("a number of octets");
                case "DEPTH" -> depth = expectDepth(in);
                default -> throw in.bad("There is no such option of GETMETADATA");
            }
        }

        private static Depth expectDepth(ImapDecoder in) throws ImapSyntaxException {
            return switch (in.expectAtom("a depth").toLowerCase(Locale.ROOT)) {
                case "0" -> Depth.ZERO;
                case "1" -> Depth.ONE;
                case "infinity" -> Depth.INFINITY;
                default -> throw in.bad("A depth is 0, 1 or infinity");
            };
        }
    }
}
