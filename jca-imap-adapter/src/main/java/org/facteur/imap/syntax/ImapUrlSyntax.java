package org.facteur.imap.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.ImapUrl;
import org.facteur.imap.command.ImapUrl.Access;
import org.facteur.imap.command.ImapUrl.Authorization;
import org.facteur.imap.command.ImapUrl.Server;
import org.facteur.imap.command.Section;
import org.facteur.imap.framing.FramedCommand;
import org.jspecify.annotations.Nullable;

/**
 * URLs of messages and their parts (RFC 5092 section 11), absolute or relative.
 *
 * <pre>
 * imapurl     = ["imap://" [enc-user] [";AUTH=" auth] ["@"] host [":" port] "/"] message
 * message     = [["/"] enc-mailbox [";UIDVALIDITY=" nz-number] "/"] ";UID=" nz-number ["/;SECTION=" enc-section]
 *               ["/;PARTIAL=" number ["." nz-number]] [urlauth]
 * urlauth     = [";EXPIRE=" date-time] ";URLAUTH=" access [":" mechanism ":" token]
 * access      = "submit+" enc-user / "user+" enc-user / "authuser" / "anonymous"
 * </pre>
 */
final class ImapUrlSyntax {

    private static final long MAX_NUMBER = 0xFFFF_FFFFL;

    /** No class of characters holds what follows it, so nothing is tried twice. */
    private static final Pattern URL = Pattern.compile(
            "(?:imap:)?//(?:(?<user>[^/;@]*)(?:;AUTH=[^/;@]*)?@)?(?<host>[^/;@:]+|\\[[^/;@\\]]+\\])(?::[0-9]*)?/(?<path>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern MESSAGE = Pattern.compile(
            "(?:(?<mailbox>[^;]+)(?:;UIDVALIDITY=(?<validity>[0-9]{1,10}))?/)?;UID=(?<uid>[0-9]{1,10})"
                    + "(?:/;SECTION=(?<section>[^;]+?))?"
                    + "(?:/;PARTIAL=(?<offset>[0-9]{1,10})(?:\\.(?<length>[0-9]{1,10}))?)?"
                    + "(?<authorization>(?:;EXPIRE=(?<expires>[^;]+))?"
                    + ";URLAUTH=(?:(?<kind>submit|user)\\+(?<for>[^:;/]+)|(?<anybody>authuser|anonymous)))?"
                    + "(?::(?<mechanism>[A-Za-z0-9.-]+):(?<token>[0-9A-Fa-f]+))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ImapUrlSyntax() {}

    /** The URL that a text says; empty if it says none of a message or its part. */
    static Optional<ImapUrl> parse(String text) {
        try {
            Matcher url = URL.matcher(text);
            boolean absolute = url.matches();
            String path = absolute ? url.group("path") : text.startsWith("/") ? text.substring(1) : text;
            Matcher message = MESSAGE.matcher(path);
            if (!message.matches() || (absolute && message.group("mailbox") == null)) {
                return Optional.empty();
            }
            Server server = absolute ? server(url) : null;
            return Optional.of(url(text, server, message));
        } catch (CharacterCodingException | ImapSyntaxException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Server server(Matcher url) throws CharacterCodingException {
        String user = url.group("user");
        return new Server(
                user == null || user.isEmpty() ? null : unicode(user),
                url.group("host").toLowerCase(Locale.ROOT));
    }

    private static ImapUrl url(String text, @Nullable Server server, Matcher message)
            throws CharacterCodingException, ImapSyntaxException {
        String mailbox = message.group("mailbox");
        String validity = message.group("validity");
        String section = message.group("section");
        return new ImapUrl(
                server,
                mailbox == null ? null : new MailboxName(unicode(mailbox)),
                validity == null ? 0 : nzNumber(validity),
                nzNumber(message.group("uid")),
                section == null ? Section.MESSAGE : section(octets(section)),
                partial(message),
                authorization(text, message));
    }

    private static Section section(byte[] octets) throws ImapSyntaxException {
        byte[] bracketed = new byte[octets.length + 2];
        bracketed[0] = '[';
        System.arraycopy(octets, 0, bracketed, 1, octets.length);
        bracketed[bracketed.length - 1] = ']';
        ImapDecoder in = new ImapDecoder(new FramedCommand(bracketed, List.of(), true), false);
        Section section = SectionSyntax.expectSection(in);
        in.expectEnd();
        return section;
    }

    private static @Nullable Partial partial(Matcher message) {
        String offset = message.group("offset");
        String length = message.group("length");
        return offset == null ? null : new Partial(number(offset), length == null ? Long.MAX_VALUE : nzNumber(length));
    }

    private static @Nullable Authorization authorization(String text, Matcher message) throws CharacterCodingException {
        if (message.group("authorization") == null) {
            if (message.group("mechanism") != null) {
                throw new IllegalArgumentException("A token of nothing");
            }
            return null;
        }
        String kind = message.group("kind");
        String user = message.group("for");
        String expires = message.group("expires");
        String mechanism = message.group("mechanism");
        int behindRump = message.regionEnd() - message.end("authorization");
        return new Authorization(
                expires == null ? null : instant(expires),
                Access.valueOf((kind == null ? message.group("anybody") : kind).toUpperCase(Locale.ROOT)),
                user == null ? null : unicode(user),
                text.substring(0, text.length() - behindRump),
                mechanism == null ? null : mechanism.toUpperCase(Locale.ROOT),
                message.group("token"));
    }

    private static Instant instant(String dateTime) {
        return OffsetDateTime.parse(dateTime.toUpperCase(Locale.ROOT)).toInstant();
    }

    private static long number(String digits) {
        long number = Long.parseLong(digits);
        if (number > MAX_NUMBER) {
            throw new IllegalArgumentException("A number has at most 32 bits");
        }
        return number;
    }

    private static long nzNumber(String digits) {
        if (digits.startsWith("0")) {
            throw new IllegalArgumentException("A number that is not zero");
        }
        return number(digits);
    }

    private static String unicode(String encoded) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(octets(encoded)))
                .toString();
    }

    /** RFC 3986 section 2.1. */
    private static byte[] octets(String encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                throw new IllegalArgumentException("No character of a URL");
            }
            if (c == '%') {
                if (i + 3 > encoded.length()) {
                    throw new IllegalArgumentException("A percent sign and two digits");
                }
                octets.write(Integer.parseInt(encoded, i + 1, i + 3, 16) & 0xFF);
                i += 2;
            } else {
                octets.write(c);
            }
        }
        return octets.toByteArray();
    }
}
