package org.facteur.smtp.session;

import java.util.EnumSet;
import java.util.Set;
import org.facteur.smtp.session.DotUnstuffer.Flaw;

/** Looks for what content should not hold, in octets that come in pieces and are not stuffed. */
final class LineEnds {

    private final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    private boolean afterCr;

    void accept(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            byte octet = octets[i];
            if (octet == '\n' && !afterCr) {
                flaws.add(Flaw.BARE_LF);
            } else if (octet != '\n' && afterCr) {
                flaws.add(Flaw.BARE_CR);
            }
            if (octet == 0) {
                flaws.add(Flaw.NUL);
            }
            afterCr = octet == '\r';
        }
    }

    /** There is no more: a CR at the end is alone. */
    void end() {
        if (afterCr) {
            flaws.add(Flaw.BARE_CR);
        }
    }

    /** What has been found so far. */
    Set<Flaw> flaws() {
        return flaws;
    }
}
