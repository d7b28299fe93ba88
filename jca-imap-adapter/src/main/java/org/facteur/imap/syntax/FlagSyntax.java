package org.facteur.imap.syntax;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.imap.response.ResponseCode;

/**
 * Flags (RFC 3501 section 9).
 *
 * <pre>
 * flag            = "\Answered" / "\Flagged" / "\Deleted" / "\Seen" / "\Draft" / flag-keyword / flag-extension
 * flag-extension  = "\" atom
 * flag-keyword    = atom
 * flag-list       = "(" [flag *(SP flag)] ")"
 * </pre>
 *
 * <p>No {@code flag-extension} is known here, so each is refused.
 */
final class FlagSyntax {

    /** The longest keyword, in characters. */
    static final int MAX_KEYWORD = 100;

    private final ImapDecoder in;
    private final boolean ignoreRecent;
    private final Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
    private final Set<String> keywords = new HashSet<>();

    private FlagSyntax(ImapDecoder in, boolean ignoreRecent) {
        this.in = in;
        this.ignoreRecent = ignoreRecent;
    }

    /**
     * {@code flag-list}.
     *
     * @param ignoreRecent true where clients copy what another server said of a message, and so {@code \Recent} with it
     */
    static Flags expectFlagList(ImapDecoder in, boolean ignoreRecent) throws ImapSyntaxException {
        FlagSyntax flags = new FlagSyntax(in, ignoreRecent);
        in.expectListOrEmpty(flags::expectFlag);
        return new Flags(flags.system, flags.keywords);
    }

    /** {@code flag-list / (flag *(SP flag))}. */
    static Flags expectFlags(ImapDecoder in) throws ImapSyntaxException {
        if (in.nextIs('(')) {
            return expectFlagList(in, false);
        }
        FlagSyntax flags = new FlagSyntax(in, false);
        in.expectRepeated(flags::expectFlag);
        return new Flags(flags.system, flags.keywords);
    }

    /** {@code flag-keyword}. */
    static String expectKeyword(ImapDecoder in) throws ImapSyntaxException {
        String keyword = in.expectAtom("a keyword");
        if (keyword.length() > MAX_KEYWORD) {
            throw in.no(ResponseCode.Word.LIMIT, "A keyword has at most " + MAX_KEYWORD + " characters");
        }
        return keyword;
    }

    private void expectFlag() throws ImapSyntaxException {
        if (!in.special('\\')) {
            keywords.add(expectKeyword(in));
            return;
        }
        String name = "\\" + in.expectAtom("the name of a flag").toLowerCase(Locale.ROOT);
        if (ignoreRecent && name.equals("\\recent")) {
            return;
        }
        system.add(SystemFlag.of(name).orElseThrow(() -> in.bad("There is no such flag, or no client can set it")));
    }
}
