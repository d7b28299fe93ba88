package org.facteur.imap.framing;

/**
 * How much of a client's command is kept, in octets.
 *
 * @param lineBeforeLogin all the text of a command outside its literals, until the client has logged in
 * @param line the same, after login
 * @param literalsBeforeLogin all the literals of a command together, until the client has logged in
 * @param literals the same, after login; message literals are not counted
 * @param message one message literal
 * @param discard the largest literal beyond those limits that is read to no use, if the client does not wait for leave; a
 *     larger one ends the connection. All messages of one command together have no more octets than that
 */
public record FramingLimits(
        int lineBeforeLogin, int line, int literalsBeforeLogin, int literals, long message, long discard) {

    public static final FramingLimits DEFAULT =
            new FramingLimits(8 << 10, 64 << 10, 4 << 10, 256 << 10, 50L << 20, 200L << 20);

    public FramingLimits {
        if (lineBeforeLogin < 1 || line < 1 || literalsBeforeLogin < 0 || literals < 0 || message < 0 || discard < 0) {
            throw new IllegalArgumentException("A limit of framing is negative, or a line may not hold anything");
        }
    }
}
