package org.facteur.imap.syntax;

import org.facteur.imap.command.FetchModifiers;
import org.facteur.imap.command.PartialRange;
import org.jspecify.annotations.Nullable;

/**
 * What follows the items of a FETCH (RFC 7162 section 7, RFC 9394 section 4).
 *
 * <pre>
 * fetch-modifiers = SP "(" fetch-modifier *(SP fetch-modifier) ")"
 * fetch-modifier  = "CHANGEDSINCE" SP mod-sequence-value / "VANISHED" / "PARTIAL" SP partial-range
 * </pre>
 */
final class FetchModifiersSyntax {

    private @Nullable Long changedSince;
    private boolean vanished;
    private @Nullable PartialRange part;

    private FetchModifiersSyntax() {}

    /** @param uid whether the command is UID FETCH, which alone can have all of them */
    static FetchModifiers expectModifiers(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        if (!in.sp()) {
            return FetchModifiers.NONE;
        }
        FetchModifiersSyntax modifiers = new FetchModifiersSyntax();
        in.expectList(() -> modifiers.expectModifier(in));
        if (modifiers.vanished && (!uid || modifiers.changedSince == null)) {
            throw in.bad("VANISHED stands beside CHANGEDSINCE in UID FETCH");
        }
        if (modifiers.part != null && !uid) {
            throw in.bad("PARTIAL stands in UID FETCH");
        }
        return new FetchModifiers(modifiers.changedSince, modifiers.vanished, modifiers.part);
    }

    private void expectModifier(ImapDecoder in) throws ImapSyntaxException {
        switch (in.expectKeyword("a modifier")) {
            case "CHANGEDSINCE" -> {
                in.expectSp();
                changedSince = in.expectModSeq();
            }
            case "VANISHED" -> vanished = true;
            case "PARTIAL" -> {
                in.expectSp();
                part = in.expectPartialRange();
            }
            default -> throw in.bad("There is no such modifier of FETCH");
        }
    }
}
