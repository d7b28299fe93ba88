package org.facteur.pop3.conversation;

/** How much of a message TOP shows: its header, the empty line behind it, and some lines (RFC 1939 section 7). */
final class LineLimit {

    private int bodyLines;
    private boolean inHeader = true;
    private boolean lineIsEmpty = true;
    private boolean afterCr;
    private boolean reached;

    LineLimit(int bodyLines) {
        this.bodyLines = bodyLines;
    }

    /** How many of the next octets of the message are still shown. */
    int shown(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            boolean lineEnds = octets[i] == '\n' && afterCr;
            boolean inLine = !lineEnds && (afterCr || octets[i] != '\r');
            afterCr = octets[i] == '\r';
            if (lineEnds) {
                endLine();
                if (reached) {
                    return i + 1;
                }
            } else if (inLine) {
                lineIsEmpty = false;
            }
        }
        return octets.length;
    }

    private void endLine() {
        if (!inHeader) {
            bodyLines--;
        } else if (lineIsEmpty) {
            inHeader = false;
        }
        reached = !inHeader && bodyLines == 0;
        lineIsEmpty = true;
    }

    /** Whether nothing more is shown. */
    boolean isReached() {
        return reached;
    }
}
