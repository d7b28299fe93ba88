package org.facteur.imap.syntax;

import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.SelectOptions;
import org.facteur.imap.command.SelectOptions.Matches;
import org.facteur.imap.command.SelectOptions.Resync;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of SELECT and EXAMINE (RFC 5257 section 5, RFC 7162 section 7).
 *
 * <pre>
 * select-params      = SP "(" select-param *(SP select-param) ")"
 * select-param       = "CONDSTORE" / "ANNOTATE" / "QRESYNC" SP "(" uidvalidity SP mod-sequence-value
 *                      [SP known-uids] [SP seq-match-data] ")"
 * seq-match-data     = "(" known-sequence-set SP known-uid-set ")"
 * </pre>
 */
final class SelectOptionsSyntax {

    private boolean condstore;
    private boolean annotate;
    private @Nullable Resync resync;

    private SelectOptionsSyntax() {}

    static SelectOptions expectOptions(ImapDecoder in) throws ImapSyntaxException {
        if (!in.sp()) {
            return SelectOptions.NONE;
        }
        SelectOptionsSyntax options = new SelectOptionsSyntax();
        in.expectList(() -> options.expectOption(in));
        return new SelectOptions(options.condstore, options.annotate, options.resync);
    }

    private void expectOption(ImapDecoder in) throws ImapSyntaxException {
        switch (in.expectKeyword("a parameter of the selection")) {
            case "CONDSTORE" -> condstore = true;
            case "ANNOTATE" -> annotate = true;
            case "QRESYNC" -> {
                in.expectSp();
                resync = expectResync(in);
            }
            default -> throw in.bad("There is no such parameter of a selection");
        }
    }

    private static Resync expectResync(ImapDecoder in) throws ImapSyntaxException {
        in.expectSpecial('(');
        long uidValidity = in.expectNzNumber("a UIDVALIDITY");
        in.expectSp();
        long modSeq = in.expectModSeq();
        UidSet known = null;
        Matches matches = null;
        if (in.sp()) {
            if (!in.nextIs('(')) {
                known = in.expectKnownNumbers("a UID");
                matches = in.sp() ? expectMatches(in) : null;
            } else {
                matches = expectMatches(in);
            }
        }
        in.expectSpecial(')');
        return new Resync(uidValidity, modSeq, known, matches);
    }

    private static Matches expectMatches(ImapDecoder in) throws ImapSyntaxException {
        in.expectSpecial('(');
        UidSet sequences = in.expectKnownNumbers("a sequence number");
        in.expectSp();
        UidSet uids = in.expectKnownNumbers("a UID");
        in.expectSpecial(')');
        if (sequences.count() != uids.count()) {
            throw in.bad("Each sequence number has one UID");
        }
        return new Matches(sequences, uids);
    }
}
