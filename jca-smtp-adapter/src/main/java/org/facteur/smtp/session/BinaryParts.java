package org.facteur.smtp.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.smtp.message.OctetSink;

/**
 * Encodes the binary parts of a message in base64 while it passes by, as a server must that passes it on to one without BINARYMIME
 * (RFC 3030 section 3): what comes out can be kept, searched, and fetched by every protocol. Parts that are not binary are as they
 * were; what encloses a binary part is 8bit data then (RFC 2045 section 6.4).
 *
 * <p>Held are a field of a header while it is read, and a line that may be a delimiter.
 */
final class BinaryParts {

    /** Octets of the longest field that is looked into; nothing is seen in a longer one. */
    private static final int MAX_FIELD = 16 * 1024;

    /** Octets of the longest delimiter line: two hyphens, 70 of the boundary, two hyphens, and some padding. */
    private static final int MAX_DELIMITER = 140;

    /** Multiparts within multiparts. */
    private static final int MAX_DEPTH = 64;

    /** Octets that make a line of base64, which is 76 characters (RFC 2045 section 6.8). */
    private static final int LINE = 57;

    private static final byte[] CRLF = {'\r', '\n'};

    /** A quoted one is taken without going back, so that no stack grows with it. */
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;()]+))", Pattern.CASE_INSENSITIVE);

    /** The boundaries of the multiparts that we are in, the innermost first. */
    private final Deque<String> boundaries = new ArrayDeque<>();

    /** A line that ends a part, and maybe the multipart. */
    private record Delimiter(String boundary, boolean closes) {}

    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private final byte[] held = new byte[MAX_DELIMITER + 1];
    private final byte[] line = new byte[LINE];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private boolean inHeader = true;
    private boolean atLineStart = true;
    private boolean fieldTooLong;
    private boolean binary;
    private String contentType = "";

    private int heldLength;
    private boolean atBodyStart;
    private boolean encoding;
    private int inLine;
    private boolean encoded;
    private boolean hasChanged;

    /** Takes the next octets, and passes on what becomes of them. */
    void accept(byte[] octets, int length, OctetSink sink) {
        for (int i = 0; i < length; i++) {
            if (inHeader) {
                acceptInHeader(octets[i]);
            } else {
                acceptInBody(octets[i]);
            }
        }
        pass(sink);
    }

    /** There is no more. */
    void end(OctetSink sink) {
        if (inHeader) {
            endField();
        } else {
            boolean wasEncoding = encoding;
            boolean isDelimiter = heldLength > hyphensAt()
                    && delimiter(new String(held, hyphensAt(), heldLength - hyphensAt(), StandardCharsets.ISO_8859_1))
                            .isPresent();
            if (isDelimiter) {
                endEncoding();
            }
            release(heldLength);
            endEncoding();
            if (wasEncoding && !isDelimiter) {
                out.writeBytes(CRLF);
            }
        }
        pass(sink);
    }

    /** Whether anything is not as it was. */
    boolean hasChanged() {
        return hasChanged;
    }

    private void pass(OctetSink sink) {
        if (out.size() > 0) {
            sink.accept(out.toByteArray(), out.size());
            out.reset();
        }
    }

    // ---- the header of the message, or of a part

    private void beginHeader() {
        inHeader = true;
        atLineStart = true;
        binary = false;
        contentType = "";
    }

    private void acceptInHeader(byte octet) {
        boolean goesOn = octet == ' ' || octet == '\t';
        if (atLineStart && !goesOn) {
            endField();
        }
        field.write(octet);
        atLineStart = octet == '\n';
        if (field.size() > MAX_FIELD) {
            fieldTooLong = true;
            out.writeBytes(field.toByteArray());
            field.reset();
        }
        if (atLineStart && !fieldTooLong && field.size() == CRLF.length && field.toByteArray()[0] == '\r') {
            field.reset();
            endHeader();
        }
    }

    private void endField() {
        String text = field.toString(StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        String name = colon < 0 || fieldTooLong
                ? ""
                : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = text.substring(colon + 1).strip();
        if (name.equals("content-type")) {
            contentType = value.toLowerCase(Locale.ROOT).startsWith("m") ? value : "";
        }
        if (name.equals("content-transfer-encoding") && value.equalsIgnoreCase("binary")) {
            binary = true;
        } else {
            out.writeBytes(field.toByteArray());
        }
        field.reset();
        fieldTooLong = false;
    }

    private void endHeader() {
        String type = contentType.toLowerCase(Locale.ROOT);
        boolean isMultipart = type.startsWith("multipart/");
        boolean isMessage = type.startsWith("message/rfc822") || type.startsWith("message/global");
        if (binary) {
            hasChanged = true;
            String encodingNow = isMultipart || isMessage ? "8bit" : "base64";
            out.writeBytes(
                    ("Content-Transfer-Encoding: " + encodingNow + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        } else {
            out.writeBytes(CRLF);
        }
        if (isMessage) {
            beginHeader();
            return;
        }
        if (isMultipart && boundaries.size() < MAX_DEPTH) {
            boundary(contentType).ifPresent(boundaries::push);
        }
        beginBody(binary && !isMultipart);
    }

    private static Optional<String> boundary(String multipart) {
        Matcher boundary = BOUNDARY.matcher(multipart);
        if (!boundary.find()) {
            return Optional.empty();
        }
        String quoted = boundary.group(1);
        return Optional.of(quoted == null ? boundary.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
    }

    // ---- its body

    private void beginBody(boolean encode) {
        inHeader = false;
        atBodyStart = true;
        encoding = encode;
        inLine = 0;
        encoded = false;
    }

    /**
     * Octets are data until a line may be a delimiter: CRLF, which belongs to the delimiter, and two hyphens. A body may begin with
     * one at once.
     */
    private void acceptInBody(byte octet) {
        if (heldLength == 0 && octet != '\r' && !atBodyStart) {
            data(octet);
            return;
        }
        atBodyStart = false;
        held[heldLength++] = octet;
        if (octet == '\n' && heldLength > hyphensAt()) {
            endLine();
        } else if (!mayBeDelimiter()) {
            release(octet == '\r' ? heldLength - 1 : heldLength);
        }
    }

    private int hyphensAt() {
        return held[0] == '\r' ? CRLF.length : 0;
    }

    private boolean mayBeDelimiter() {
        int at = hyphensAt();
        return heldLength <= MAX_DELIMITER
                && (at == 0 || heldLength < CRLF.length || held[1] == '\n')
                && (heldLength <= at || held[at] == '-')
                && (heldLength <= at + 1 || held[at + 1] == '-');
    }

    private void endLine() {
        int at = hyphensAt();
        Optional<Delimiter> delimiter = delimiter(new String(held, at, heldLength - at, StandardCharsets.ISO_8859_1));
        boolean isLine = heldLength >= at + CRLF.length && held[heldLength - 2] == '\r';
        if (delimiter.isEmpty() || !isLine) {
            release(isLine ? heldLength - CRLF.length : heldLength);
            return;
        }
        endEncoding();
        while (!delimiter.get().boundary().equals(boundaries.peek())) {
            boundaries.pop();
        }
        if (delimiter.get().closes()) {
            boundaries.pop();
            release(heldLength - CRLF.length);
        } else {
            release(heldLength);
            beginHeader();
        }
    }

    private Optional<Delimiter> delimiter(String text) {
        if (!text.startsWith("--")) {
            return Optional.empty();
        }
        String named = text.substring(2).stripTrailing();
        return boundaries.stream()
                .filter(each -> named.equals(each) || named.equals(each + "--"))
                .findFirst()
                .map(each -> new Delimiter(each, !named.equals(each)));
    }

    /** The first octets of what was held are data after all. */
    private void release(int length) {
        for (int i = 0; i < length; i++) {
            data(held[i]);
        }
        heldLength -= length;
        System.arraycopy(held, length, held, 0, heldLength);
    }

    private void data(byte octet) {
        if (!encoding) {
            out.write(octet);
            return;
        }
        line[inLine++] = octet;
        if (inLine == LINE) {
            endEncodedLine();
        }
    }

    private void endEncodedLine() {
        if (encoded) {
            out.writeBytes(CRLF);
        }
        out.writeBytes(Base64.getEncoder().encode(Arrays.copyOf(line, inLine)));
        encoded = true;
        inLine = 0;
    }

    private void endEncoding() {
        if (encoding && inLine > 0) {
            endEncodedLine();
        }
        encoding = false;
    }
}
