package org.facteur.imap.syntax;

import org.facteur.api.mailbox.FlagChange;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.SequenceSet;

/**
 * RFC 3501 section 6.4.6, RFC 5257 section 5, RFC 7162 section 7.
 *
 * <pre>
 * store           = "STORE" SP sequence-set [SP "(" store-modifier ")"] SP store-att-flags
 * store-modifier  = "UNCHANGEDSINCE" SP mod-sequence-valzer
 * store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag))) / att-annotate
 * </pre>
 */
final class StoreSyntax implements UidCommandSyntax {

    @Override
    public String name() {
        return "STORE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SequenceSet messages = in.expectSequenceSet();
        in.expectSp();
        Long unchangedSince = in.nextIs('(') ? expectModifier(in) : null;
        if (in.keyword("ANNOTATION")) {
            return new ImapCommand.Annotate(uid, messages, unchangedSince, AnnotationSyntax.expectAnnotations(in));
        }
        FlagChange.Mode mode = mode(in);
        String item = in.expectKeyword("FLAGS or FLAGS.SILENT");
        boolean silent = item.equals("FLAGS.SILENT");
        if (!silent && !item.equals("FLAGS")) {
            throw in.bad("Only FLAGS and ANNOTATION can be stored");
        }
        in.expectSp();
        return new ImapCommand.Store(
                uid, messages, unchangedSince, new FlagChange(mode, FlagSyntax.expectFlags(in)), silent);
    }

    private static Long expectModifier(ImapDecoder in) throws ImapSyntaxException {
        in.expectSpecial('(');
        if (!in.expectKeyword("a modifier").equals("UNCHANGEDSINCE")) {
            throw in.bad("There is no such modifier of STORE");
        }
        in.expectSp();
        long modSeq = in.expectModSeqOrZero();
        in.expectSpecial(')');
        in.expectSp();
        return modSeq;
    }

    private static FlagChange.Mode mode(ImapDecoder in) {
        if (in.special('+')) {
            return FlagChange.Mode.ADD;
        }
        return in.special('-') ? FlagChange.Mode.REMOVE : FlagChange.Mode.REPLACE;
    }
}
