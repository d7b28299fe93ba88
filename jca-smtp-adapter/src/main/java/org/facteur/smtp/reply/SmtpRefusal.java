package org.facteur.smtp.reply;

/** The one failure of parsers and handlers: what the client is told instead of success. */
public final class SmtpRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;
    private final boolean last;

    /** @param reply of class 4 or 5 */
    public SmtpRefusal(SmtpReply reply) {
        this(reply, false);
    }

    private SmtpRefusal(SmtpReply reply, boolean last) {
        // A refusal is an ordinary event that any client can cause at will: it costs no stack trace.
        super(reply.lines().get(0), null, false, false);
        if (reply.code() < 400) {
            throw new IllegalArgumentException("Not a refusal: " + reply);
        }
        this.reply = reply;
        this.last = last;
    }

    /** A refusal of one line. */
    public SmtpRefusal(int code, String enhanced, String text) {
        this(SmtpReply.of(code, enhanced, text));
    }

    /** A refusal after which the connection is closed, since nobody knows what would come next on it. */
    public static SmtpRefusal last(int code, String enhanced, String text) {
        return new SmtpRefusal(SmtpReply.of(code, enhanced, text), true);
    }

    /** Whether the connection is closed after the reply. */
    public boolean isLast() {
        return last;
    }

    public SmtpReply reply() {
        return reply;
    }
}
