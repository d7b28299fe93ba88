package org.facteur.imap.syntax;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.imap.command.NewMessage;
import org.facteur.imap.command.NewMessage.Part;
import org.facteur.imap.response.ResponseCode;

/**
 * A message to be stored (RFC 4466 section 6, RFC 3516 section 7, RFC 5257 section 5, RFC 4469 section 5).
 *
 * <pre>
 * append-message = [SP flag-list] [SP date-time] [SP att-annotate] SP append-data
 * append-data    = literal / literal8 / ("UTF8" SP "(" literal8 ")") / ("CATENATE" SP "(" cat-part *(SP cat-part) ")")
 * cat-part       = ("TEXT" SP literal) / ("URL" SP astring)
 * </pre>
 */
final class NewMessageSyntax {

    /** The longest URL, in octets. */
    static final int MAX_URL = 4096;

    /** The most parts of one message. */
    static final int MAX_PARTS = 1_000;

    private NewMessageSyntax() {}

    static NewMessage expectMessage(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        Flags flags = Flags.NONE;
        if (in.nextIs('(')) {
            flags = FlagSyntax.expectFlagList(in, true);
            in.expectSp();
        }
        Instant internalDate = null;
        if (in.nextIs('"')) {
            internalDate = DateSyntax.expectDateTime(in);
            in.expectSp();
        }
        List<MessageAnnotation> annotations = List.of();
        if (in.keyword("ANNOTATION")) {
            annotations = given(AnnotationSyntax.expectAnnotations(in));
            in.expectSp();
        }
        List<Part> parts = in.keyword("CATENATE") ? expectParts(in) : List.of(new Part.Text(expectText(in)));
        return new NewMessage(flags, internalDate, annotations, parts);
    }

    /** Those with a value: to take one away from a message that has none is nothing. */
    private static List<MessageAnnotation> given(List<MessageAnnotation> annotations) {
        return annotations.stream()
                .filter(annotation -> annotation.value() != null)
                .toList();
    }

    /**
     * {@code literal / "UTF8" SP "(" literal8 ")"} (RFC 6855 section 4): a client that has not enabled it has no message whose header
     * is in UTF-8.
     */
    private static MessageSource expectText(ImapDecoder in) throws ImapSyntaxException {
        if (!in.keyword("UTF8")) {
            return in.expectMessage();
        }
        if (!in.utf8()) {
            throw in.bad("Enable UTF8=ACCEPT first");
        }
        in.expectSp();
        in.expectSpecial('(');
        MessageSource message = in.expectMessage();
        if (!in.atAnnouncement()) {
            in.expectSpecial(')');
        }
        return message;
    }

    private static List<Part> expectParts(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        in.expectSpecial('(');
        List<Part> parts = new ArrayList<>();
        do {
            if (parts.size() == MAX_PARTS) {
                throw in.no(ResponseCode.Word.LIMIT, "A message is put together of at most " + MAX_PARTS + " parts");
            }
            parts.add(expectPart(in));
        } while (in.sp());
        if (!in.atAnnouncement()) {
            in.expectSpecial(')');
        }
        return parts;
    }

    private static Part expectPart(ImapDecoder in) throws ImapSyntaxException {
        if (in.keyword("TEXT")) {
            in.expectSp();
            return new Part.Text(in.expectMessage());
        }
        if (!in.keyword("URL")) {
            throw in.bad("Expected TEXT or URL");
        }
        in.expectSp();
        String url = expectUrl(in);
        return new Part.Url(url, ImapUrlSyntax.parse(url).orElse(null));
    }

    /** An IMAP URL in US-ASCII. */
    static String expectUrl(ImapDecoder in) throws ImapSyntaxException {
        String url = in.expectAstring("a URL");
        if (url.length() > MAX_URL) {
            throw in.no(ResponseCode.Word.LIMIT, "A URL has at most " + MAX_URL + " characters");
        }
        return url;
    }
}
