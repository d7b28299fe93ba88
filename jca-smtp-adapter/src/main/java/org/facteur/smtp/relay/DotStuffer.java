package org.facteur.smtp.relay;

import io.netty.buffer.ByteBuf;

/**
 * Doubles the dots that begin lines, and ends the content (RFC 5321 section 4.5.2). A bare CR or LF counts as the end of a line here,
 * so that no server sees the end of the message where others do not.
 */
final class DotStuffer {

    private boolean lineStart = true;
    private int last = '\n';
    private int beforeLast = '\r';

    void stuff(byte[] octets, ByteBuf out) {
        int from = 0;
        for (int i = 0; i < octets.length; i++) {
            byte octet = octets[i];
            if (lineStart && octet == '.') {
                out.writeBytes(octets, from, i - from).writeByte('.');
                from = i;
            }
            lineStart = octet == '\n' || octet == '\r';
            beforeLast = last;
            last = octet;
        }
        out.writeBytes(octets, from, octets.length - from);
    }

    void end(ByteBuf out) {
        if (last != '\n' || beforeLast != '\r') {
            out.writeByte('\r').writeByte('\n');
        }
        out.writeByte('.').writeByte('\r').writeByte('\n');
    }
}
