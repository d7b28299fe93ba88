package org.facteur.imap.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.jspecify.annotations.Nullable;

/** Reads the structure of messages that are well formed, as test messages are; nothing of it is fit for real mail. */
final class PlainScanner {

    private final String text;

    private PlainScanner(byte[] message) {
        this.text = new String(message, StandardCharsets.ISO_8859_1);
    }

    static MessageStructure scan(byte[] message) {
        return new PlainScanner(message).message(0, message.length, "text/plain");
    }

    private MessageStructure message(int start, int end, String defaultType) {
        MimePart root = part(start, end, defaultType);
        return new MessageStructure(envelope(headers(start, (int) root.bodyStart())), root);
    }

    private MimePart part(int start, int end, String defaultType) {
        int bodyStart = bodyStart(start, end);
        Map<String, String> headers = headers(start, bodyStart);
        List<String> contentType = parameters(headers.getOrDefault("content-type", defaultType));
        String[] type = contentType.get(0).toLowerCase(Locale.ROOT).split("/");
        List<MimePart.Parameter> parameters = withCharset(type, named(contentType));
        List<MimePart> children = new ArrayList<>();
        MessageStructure message = null;
        if (type[0].equals("multipart")) {
            String boundary = parameters.stream()
                    .filter(parameter -> parameter.name().equals("boundary"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            children(bodyStart, end, boundary, type[1].equals("digest") ? "message/rfc822" : "text/plain", children);
        } else if (type[0].equals("message") && type[1].equals("rfc822")) {
            message = message(bodyStart, end, "text/plain");
        }
        boolean counted = type[0].equals("text") || message != null;
        return new MimePart(
                type[0],
                type[1],
                parameters,
                headers.get("content-id"),
                headers.get("content-description"),
                headers.getOrDefault("content-transfer-encoding", "7bit").toLowerCase(Locale.ROOT),
                headers.get("content-md5"),
                disposition(headers.get("content-disposition")),
                languages(headers.get("content-language")),
                headers.get("content-location"),
                start,
                bodyStart,
                end,
                counted
                        ? text.substring(bodyStart, end)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        : 0,
                message,
                children);
    }

    private void children(int start, int end, String boundary, String defaultType, List<MimePart> children) {
        String delimiter = "--" + boundary;
        int position = text.startsWith(delimiter, start) ? start : delimiterAfter(start, end, delimiter);
        while (position >= 0 && !text.startsWith("--", position + delimiter.length())) {
            int child = text.indexOf("\r\n", position) + 2;
            int next = delimiterAfter(child - 2, end, delimiter);
            children.add(part(child, next < 0 ? end : Math.max(child, next - 2), defaultType));
            position = next;
        }
    }

    /** The position of the delimiter line, whose CRLF before it belongs to it. */
    private int delimiterAfter(int start, int end, String delimiter) {
        int found = text.indexOf("\r\n" + delimiter, start);
        return found < 0 || found >= end ? -1 : found + 2;
    }

    private int bodyStart(int start, int end) {
        if (text.startsWith("\r\n", start)) {
            return start + 2;
        }
        int empty = text.indexOf("\r\n\r\n", start);
        return empty < 0 || empty + 4 > end ? end : empty + 4;
    }

    private Map<String, String> headers(int start, int end) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line :
                text.substring(start, end).replaceAll("\r\n([ \t])", "$1").split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** The value before the first semicolon, and then name=value. */
    private static List<String> parameters(String value) {
        List<String> parts = new ArrayList<>();
        for (String part : value.split(";")) {
            parts.add(part.strip());
        }
        return parts;
    }

    private static List<MimePart.Parameter> named(List<String> parts) {
        return parts.stream()
                .skip(1)
                .filter(part -> part.contains("="))
                .map(part -> new MimePart.Parameter(
                        part.substring(0, part.indexOf('=')).toLowerCase(Locale.ROOT),
                        unquoted(part.substring(part.indexOf('=') + 1))))
                .toList();
    }

    /** RFC 2046 section 4.1.2: plain text is US-ASCII unless it says otherwise. */
    private static List<MimePart.Parameter> withCharset(String[] type, List<MimePart.Parameter> parameters) {
        return String.join("/", type).equals("text/plain")
                        && parameters.stream()
                                .noneMatch(parameter -> parameter.name().equals("charset"))
                ? Stream.concat(parameters.stream(), Stream.of(new MimePart.Parameter("charset", "us-ascii")))
                        .toList()
                : parameters;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private static MimePart.@Nullable Disposition disposition(@Nullable String value) {
        if (value == null) {
            return null;
        }
        List<String> parts = parameters(value);
        return new MimePart.Disposition(parts.get(0).toLowerCase(Locale.ROOT), named(parts));
    }

    private static List<String> languages(@Nullable String value) {
        return value == null ? List.of() : List.of(value.split(" *, *"));
    }

    private static Envelope envelope(Map<String, String> headers) {
        List<EmailAddress> from = addresses(headers.get("from"));
        List<EmailAddress> sender = addresses(headers.get("sender"));
        List<EmailAddress> replyTo = addresses(headers.get("reply-to"));
        return new Envelope(
                headers.get("date"),
                headers.get("subject"),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                addresses(headers.get("to")),
                addresses(headers.get("cc")),
                addresses(headers.get("bcc")),
                headers.get("in-reply-to"),
                headers.get("message-id"));
    }

    private static List<EmailAddress> addresses(@Nullable String value) {
        List<EmailAddress> addresses = new ArrayList<>();
        String rest = value == null ? "" : value.strip();
        int colon = rest.indexOf(':');
        if (colon >= 0) {
            addresses.add(new EmailAddress(null, null, rest.substring(0, colon).strip(), null));
            rest = rest.substring(colon + 1, rest.lastIndexOf(';'));
        }
        for (String each : rest.split(",")) {
            if (!each.isBlank()) {
                addresses.add(address(each.strip()));
            }
        }
        if (colon >= 0) {
            addresses.add(new EmailAddress(null, null, null, null));
        }
        return addresses;
    }

    private static EmailAddress address(String text) {
        int angle = text.indexOf('<');
        String name = angle <= 0 ? null : unquoted(text.substring(0, angle).strip());
        String spec = angle < 0 ? text : text.substring(angle + 1, text.indexOf('>'));
        int at = spec.lastIndexOf('@');
        return new EmailAddress(name, null, spec.substring(0, at), spec.substring(at + 1));
    }
}
