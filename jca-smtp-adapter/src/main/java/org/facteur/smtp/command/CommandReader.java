package org.facteur.smtp.command;

import io.netty.util.NetUtil;
import java.util.Locale;
import org.facteur.api.network.InternationalDomain;
import org.facteur.smtp.reply.SmtpRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line from left to right. Its methods are named after the grammar of RFC 5321 section 4.1; those that return
 * null or false have consumed nothing.
 */
final class CommandReader {

    private static final int MAX_DOMAIN = 255;
    private static final int MAX_LABEL = 63;
    private static final String ATEXT_SYMBOLS = "!#$%&'*+-/=?^_`{|}~";

    private final String line;
    private int position;

    /** @param line without its CRLF */
    CommandReader(String line) {
        this.line = line;
    }

    boolean atEnd() {
        return position == line.length();
    }

    /** Consumes {@code c}, if it is next. */
    boolean character(char c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    /** Consumes {@code text} in any case, if it is next. */
    boolean keyword(String text) {
        if (!line.regionMatches(true, position, text, 0, text.length())) {
            return false;
        }
        position += text.length();
        return true;
    }

    /** Consumes spaces, and says whether there was one at least. */
    boolean spaces() {
        int start = position;
        while (peek() == ' ') {
            position++;
        }
        return position > start;
    }

    /** Everything that is left, without spaces around it. */
    String rest() {
        String rest = line.substring(position).strip();
        position = line.length();
        return rest;
    }

    /** The octets up to the next space or the end, possibly none. */
    String word() {
        int start = position;
        while (!atEnd() && peek() != ' ') {
            position++;
        }
        return line.substring(start, position);
    }

    /** Nothing more may follow but spaces, which a server should bear (RFC 5321 section 4.1.1). */
    void expectEnd() throws SmtpRefusal {
        spaces();
        if (!atEnd()) {
            throw new SmtpRefusal(501, "5.5.4", "Unexpected argument");
        }
    }

    /** {@code esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")}, in upper case. */
    @Nullable
    String esmtpKeyword() {
        int start = position;
        while (isLetterOrDigit(peek()) || (position > start && peek() == '-')) {
            position++;
        }
        return position == start ? null : line.substring(start, position).toUpperCase(Locale.ROOT);
    }

    /** {@code esmtp-value = 1*(%d33-60 / %d62-126 / UTF8-non-ascii)} (RFC 6531 section 3.3). */
    @Nullable
    String esmtpValue() {
        int start = position;
        while (peek() > ' ' && peek() != 0x7f && peek() != '=') {
            position++;
        }
        return position == start ? null : line.substring(start, position);
    }

    /**
     * {@code Mailbox = Local-part "@" ( Domain / address-literal )}, no longer than {@link Mailbox#MAX_LENGTH} octets. Beyond
     * US-ASCII there may be letters in both parts (RFC 6531 section 3.3).
     */
    @Nullable
    Mailbox mailbox() {
        int start = position;
        String localPart = localPart();
        String domain = localPart != null && character('@') ? domainOrLiteral() : null;
        if (localPart != null && domain != null) {
            Mailbox mailbox = new Mailbox(localPart, domain);
            if (mailbox.octets() <= Mailbox.MAX_LENGTH) {
                return mailbox;
            }
        }
        position = start;
        return null;
    }

    /** {@code A-d-l ":"}, where {@code A-d-l = At-domain *( "," At-domain )} and {@code At-domain = "@" Domain}. */
    boolean sourceRoute() {
        int start = position;
        do {
            if (!character('@') || domain() == null) {
                position = start;
                return false;
            }
        } while (character(','));
        if (!character(':')) {
            position = start;
            return false;
        }
        return true;
    }

    /** {@code Local-part = Dot-string / Quoted-string}, without its quotes. */
    @Nullable
    String localPart() {
        return peek() == '"' ? quotedString() : dotString();
    }

    /** {@code Dot-string = Atom *("." Atom)}. */
    private @Nullable String dotString() {
        int end = endOfDotString(line, position);
        if (end == position) {
            return null;
        }
        String dotString = line.substring(position, end);
        position = end;
        return dotString;
    }

    /** {@code Quoted-string = DQUOTE *( qtextSMTP / quoted-pairSMTP ) DQUOTE}, without its quotes. */
    private @Nullable String quotedString() {
        StringBuilder content = new StringBuilder();
        int at = position + 1;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\' && ++at == line.length()) {
                return null;
            }
            char c = line.charAt(at++);
            if (c < ' ' || (c > '~' && !isBeyondAscii(c))) {
                return null;
            }
            content.append(c);
        }
        if (at == line.length()) {
            return null;
        }
        position = at + 1;
        return content.toString();
    }

    private @Nullable String domainOrLiteral() {
        return peek() == '[' ? addressLiteral() : domain();
    }

    /** {@code Domain = sub-domain *("." sub-domain)}, where {@code sub-domain = Let-dig [Ldh-str] / U-label}. */
    @Nullable
    String domain() {
        int at = position;
        int label = position;
        boolean ascii = true;
        while (at < line.length() && isDomainCharacter(line.charAt(at))) {
            ascii &= line.charAt(at) < 0x80;
            if (line.charAt(at) == '.') {
                if (!isLabel(label, at)) {
                    return null;
                }
                label = at + 1;
            }
            at++;
        }
        if (!isLabel(label, at) || at - position > MAX_DOMAIN) {
            return null;
        }
        String domain = line.substring(position, at);
        if (!ascii && InternationalDomain.toAscii(domain).isEmpty()) {
            return null;
        }
        position = at;
        return domain;
    }

    private static boolean isDomainCharacter(char c) {
        return isLetterOrDigit(c) || c == '.' || c == '-' || isBeyondAscii(c);
    }

    private boolean isLabel(int start, int end) {
        return end > start && end - start <= MAX_LABEL && line.charAt(start) != '-' && line.charAt(end - 1) != '-';
    }

    /**
     * {@code address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) "]"}, in its
     * brackets.
     */
    @Nullable
    String addressLiteral() {
        int end = peek() == '[' ? line.indexOf(']', position) : -1;
        if (end < 0 || end - position > MAX_DOMAIN) {
            return null;
        }
        String content = line.substring(position + 1, end);
        if (!isIpv4(content) && !isIpv6(content) && !isGeneral(content)) {
            return null;
        }
        String literal = line.substring(position, end + 1);
        position = end + 1;
        return literal;
    }

    private static boolean isIpv4(String content) {
        return NetUtil.isValidIpV4Address(content);
    }

    private static boolean isIpv6(String content) {
        return content.regionMatches(true, 0, "IPv6:", 0, 5)
                && content.chars().skip(5).allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
                && NetUtil.isValidIpV6Address(content.substring(5));
    }

    /** {@code Standardized-tag ":" 1*dcontent}, where {@code Standardized-tag = Ldh-str} and {@code dcontent = %d33-90 / %d94-126}. */
    private static boolean isGeneral(String content) {
        int colon = content.indexOf(':');
        return colon > 0
                && colon < content.length() - 1
                && !content.regionMatches(true, 0, "IPv6:", 0, 5)
                && content.charAt(colon - 1) != '-'
                && content.substring(0, colon).chars().allMatch(c -> isLetterOrDigit((char) c) || c == '-')
                && content.substring(colon + 1).chars().allMatch(c -> (c > ' ' && c < '[') || (c > ']' && c < 0x7f));
    }

    /** Whether the whole text is a {@code Dot-string}: an address needs no quotes then. */
    static boolean isDotString(String text) {
        return !text.isEmpty() && endOfDotString(text, 0) == text.length();
    }

    /** Where the longest {@code Dot-string} ends; {@code start} if there is none. */
    private static int endOfDotString(String text, int start) {
        int end = start;
        int at = start;
        while (at < text.length() && isAtext(text.charAt(at))) {
            while (at < text.length() && isAtext(text.charAt(at))) {
                at++;
            }
            end = at;
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
            }
        }
        return end;
    }

    private static boolean isAtext(char c) {
        return isLetterOrDigit(c) || ATEXT_SYMBOLS.indexOf(c) >= 0 || isBeyondAscii(c);
    }

    /** {@code UTF8-non-ascii}, but for what ends a line or cannot be seen anywhere: it would only serve to deceive. */
    private static boolean isBeyondAscii(char c) {
        return c >= 0xa0 && !isInvisible(c) && c < '\ufffe';
    }

    /** Ends of lines, changes of direction, and the mark of byte order. */
    private static boolean isInvisible(char c) {
        return (c >= '\u2028' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\ufeff';
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private char peek() {
        return atEnd() ? '\0' : line.charAt(position);
    }
}
