package org.facteur.smtp.command;

import org.facteur.smtp.reply.SmtpRefusal;

/**
 * The paths of MAIL and RCPT:
 *
 * <pre>
 * Reverse-path = Path / "&lt;&gt;"
 * Forward-path = Path
 * Path         = "&lt;" [ A-d-l ":" ] Mailbox "&gt;"
 * </pre>
 *
 * A source route is read and forgotten (RFC 5321 appendix C).
 */
final class PathSyntax {

    private final String keyword;
    private final String syntax;
    private final String malformed;

    /**
     * @param keyword what stands before the path: {@code FROM:} or {@code TO:}
     * @param syntax what the client is told when there are no brackets
     * @param malformed the enhanced status code for a path that is none
     */
    PathSyntax(String keyword, String syntax, String malformed) {
        this.keyword = keyword;
        this.syntax = syntax;
        this.malformed = malformed;
    }

    /** The keyword and the bracket; a space between them is wrong, common and harmless. */
    void open(CommandReader in) throws SmtpRefusal {
        if (!in.spaces() || !in.keyword(keyword)) {
            throw new SmtpRefusal(501, "5.5.4", "Syntax: " + syntax);
        }
        in.spaces();
        if (!in.character('<')) {
            throw new SmtpRefusal(501, "5.5.4", "Syntax: " + syntax);
        }
    }

    /** The rest of {@code Path}, behind its opening bracket. */
    Mailbox path(CommandReader in) throws SmtpRefusal {
        in.sourceRoute();
        Mailbox mailbox = in.mailbox();
        if (mailbox == null || !in.character('>')) {
            throw new SmtpRefusal(553, malformed, "Address malformed");
        }
        return mailbox;
    }
}
