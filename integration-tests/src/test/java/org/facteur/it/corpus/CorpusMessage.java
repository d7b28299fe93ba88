package org.facteur.it.corpus;

import static org.facteur.it.corpus.CorpusWriter.encodedWord;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A message of the {@link MailCorpus}; its number, its kind and the seed say all that is in it.
 *
 * @param number from 0; part of its Message-ID
 */
public record CorpusMessage(int number, CorpusKind kind, long seed) {

    private static final int MEBIBYTE = 1 << 20;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    private static final List<String> CHARSETS = List.of(
            "iso-8859-1", "windows-1251", "koi8-r", "iso-2022-jp", "shift_jis", "gb18030", "big5", "euc-kr", "utf-16");

    /** A name that sorts as the numbers do, and says what it is. */
    public String name() {
        return String.format(
                Locale.ROOT,
                "%03d-%s.eml",
                number,
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The message as it goes over the wire. */
    public byte[] octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            writeTo(octets, "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /** Writes the message with CRLF, or another line end in its place. */
    public void writeTo(OutputStream output, String lineEnd) throws IOException {
        Random random = new Random(seed + number);
        new Composer(random, new CorpusText(random), new CorpusWriter(output, lineEnd)).compose();
    }

    /** Composes one message; every choice comes from the random numbers of that message. */
    private final class Composer {

        private final Random random;
        private final CorpusText text;
        private final CorpusWriter out;
        private int boundaries;

        Composer(Random random, CorpusText text, CorpusWriter out) {
            this.random = random;
            this.text = text;
            this.out = out;
        }

        void compose() throws IOException {
            switch (kind) {
                case PLAIN -> plain();
                case FLOWED_QUOTED_PRINTABLE -> flowed();
                case TEXT_AND_HTML -> {
                    header(text.words(4));
                    alternative(random.nextInt(20) + 1);
                }
                case ATTACHMENTS -> attachments(1 + random.nextInt(4), 60_000);
                case FORWARDED -> forwarded();
                case DIGEST -> digest();
                case NESTED -> {
                    header(text.words(5));
                    nested(2 + random.nextInt(8));
                }
                case INLINE_IMAGES -> inlineImages();
                case DELIVERY_REPORT -> deliveryReport();
                case MAILING_LIST -> mailingList();
                case ENCODED_HEADERS -> encodedHeaders();
                case EIGHT_BIT_HEADERS -> eightBitHeaders();
                case EIGHT_BIT_BODY -> eightBitBody();
                case FOREIGN_CHARSET -> foreignCharset();
                case MANY_RECIPIENTS -> manyRecipients();
                case CALENDAR -> calendar();
                case SIGNED -> signed();
                case EMPTY_BODY -> {
                    header(text.words(2));
                    out.lines("\n");
                }
                case NO_MIME -> noMime();
                case ODD_BOUNDARIES -> oddBoundaries();
                case ODD_TYPES -> oddTypes();
                case ODD_ADDRESSES -> oddAddresses();
                case ODD_HEADER_LINES -> oddHeaderLines();
                case NO_LINE_END_AT_THE_END -> {
                    header(text.words(3));
                    out.lines("\n" + text.words(10) + "\n" + text.words(5));
                }
                case DOTS -> dots();
                case LONG_LINES -> longLines();
                case LARGE_2_MIB -> attachments(1, 2 * MEBIBYTE);
                case LARGE_8_MIB -> attachments(2, 4 * MEBIBYTE);
                case LARGE_20_MIB -> attachments(1, 20 * MEBIBYTE);
            }
        }

        /** The fields that nearly every message has, and no empty line yet. */
        private void header(String subject) throws IOException {
            header(text.name() + " <" + text.address() + ">", text.address(), subject);
        }

        private void header(String from, String to, String subject) throws IOException {
            OffsetDateTime date = OffsetDateTime.of(2006, 1, 1, 0, 0, 0, 0, ZoneOffset.ofHours(random.nextInt(24) - 11))
                    .plusMinutes(random.nextInt(20 * 365 * 24 * 60));
            out.lines("Received: from mx" + random.nextInt(9) + ".example.test (192.0.2." + random.nextInt(250) + ")\n"
                    + "\tby mail.example.test with ESMTPS id " + Long.toHexString(random.nextLong()) + ";\n"
                    + "\t" + DATE.format(date) + "\n");
            out.lines("From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\n");
            out.lines(
                    "Date: " + DATE.format(date) + "\nMessage-ID: <" + number + "." + seed + "@corpus.example.test>\n");
            out.lines("MIME-Version: 1.0\n");
        }

        private String boundary() {
            return "=_" + boundaries++ + "_" + Integer.toHexString(random.nextInt());
        }

        private void paragraphs(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                out.lines(text.words(1 + random.nextInt(12)) + "\n" + (random.nextInt(4) == 0 ? "\n" : ""));
            }
        }

        private void plain() throws IOException {
            header((random.nextBoolean() ? "Re: " : "") + text.words(1 + random.nextInt(8)));
            out.lines("Content-Type: text/plain; charset=us-ascii\n\n");
            paragraphs(1 + random.nextInt(60));
        }

        private void flowed() throws IOException {
            header(text.words(3));
            out.lines("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n"
                    + "Content-Transfer-Encoding: quoted-printable\n\n");
            for (int i = random.nextInt(20); i >= 0; i--) {
                out.quotedPrintable(text.mixedWords(5 + random.nextInt(20)) + " ");
            }
        }

        /** A multipart/alternative from its Content-Type on. */
        private void alternative(int size) throws IOException {
            String boundary = boundary();
            out.lines("Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\n\n--" + boundary + "\n");
            out.lines("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n");
            for (int i = 0; i < size; i++) {
                out.quotedPrintable(text.mixedWords(8));
            }
            out.lines(
                    "--" + boundary + "\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n");
            out.lines("<html><body>\n");
            for (int i = 0; i < size; i++) {
                out.lines("<p>" + text.mixedWords(8) + "</p>\n");
            }
            out.lines("</body></html>\n--" + boundary + "--\n");
        }

        private void attachments(int count, int octets) throws IOException {
            header(text.words(4));
            String boundary = boundary();
            out.lines("Content-Type: multipart/mixed;\n boundary=" + '"' + boundary + '"'
                    + "\n\nA message in parts.\n--" + boundary + "\n");
            alternative(3);
            for (int i = 0; i < count; i++) {
                out.lines("--" + boundary + "\nContent-Type: application/octet-stream; name=\"part " + i + ".bin\"\n");
                out.lines("Content-Disposition: attachment;\n filename*0*=utf-8''caf%C3%A9%20" + i
                        + ";\n filename*1=\".bin\"\n");
                out.lines("Content-Transfer-Encoding: base64\n\n");
                out.base64(random, octets >= MEBIBYTE ? octets : random.nextInt(octets));
            }
            out.lines("--" + boundary + "--\n");
        }

        private void forwarded() throws IOException {
            header("Fwd: " + text.words(3));
            String boundary = boundary();
            out.lines("Content-Type: multipart/mixed; boundary=" + '"' + boundary + '"' + "\n\n--" + boundary + "\n\n");
            paragraphs(2);
            out.lines("--" + boundary + "\nContent-Type: message/rfc822\nContent-Disposition: inline\n\n");
            header(text.words(3));
            alternative(4);
            out.lines("\n--" + boundary + "\nContent-Type: message/rfc822\n\n");
            header("Fwd: " + text.words(2));
            out.lines("Content-Type: message/rfc822\n\n");
            header(text.words(2));
            out.lines("\n");
            paragraphs(3);
            out.lines("--" + boundary + "--\n");
        }

        private void digest() throws IOException {
            header(text.words(2) + " Digest");
            String boundary = boundary();
            out.lines("Content-Type: multipart/digest; boundary=" + '"' + boundary + '"' + "\n\n");
            for (int i = random.nextInt(10); i >= 0; i--) {
                out.lines("--" + boundary + "\n\n");
                header(text.words(3));
                out.lines("\n");
                paragraphs(3);
            }
            out.lines("--" + boundary + "--\nend of the digest\n");
        }

        private void nested(int depth) throws IOException {
            if (depth == 0) {
                alternative(1);
                return;
            }
            String boundary = boundary();
            out.lines("Content-Type: multipart/" + (random.nextBoolean() ? "mixed" : "related") + ";\n\tboundary=\""
                    + boundary + "\"\n\n");
            out.lines("preamble\n--" + boundary + "\n\n");
            paragraphs(1);
            out.lines("--" + boundary + "\n");
            nested(depth - 1);
            out.lines("\n--" + boundary + "\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n");
            out.base64(random, 500);
            out.lines("--" + boundary + "--\n" + (random.nextBoolean() ? "epilogue\n" : ""));
        }

        private void inlineImages() throws IOException {
            header(text.words(4));
            String boundary = boundary();
            out.lines("Content-Type: multipart/related; type=\"text/html\"; boundary=\"" + boundary + "\"\n\n--"
                    + boundary + "\n");
            out.lines("Content-Type: text/html; charset=utf-8\n\n<p>" + text.mixedWords(10)
                    + "<img src=\"cid:1@example.test\"></p>\n");
            out.lines("--" + boundary + "\nContent-Type: image/gif\nContent-ID: <1@example.test>\n");
            out.lines("Content-Disposition: inline\nContent-Transfer-Encoding: base64\n\n");
            out.base64(random, random.nextInt(20_000));
            out.lines("--" + boundary + "--\n");
        }

        private void deliveryReport() throws IOException {
            header(
                    "Mail Delivery System <mailer-daemon@example.test>",
                    text.address(),
                    "Undelivered Mail Returned to Sender");
            String boundary = boundary();
            out.lines("Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status;\n");
            out.lines("\tboundary=\"" + boundary + "\"\n\n--" + boundary + "\nContent-Description: Notification\n\n");
            paragraphs(4);
            out.lines("\n--" + boundary
                    + "\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.test\n\n"
                    + "Final-Recipient: rfc822; " + text.address() + "\nAction: failed\nStatus: 5.1.1\n\n");
            out.lines("--" + boundary + "\nContent-Type: text/rfc822-headers\n\n");
            header(text.words(4));
            out.lines("\n--" + boundary + "--\n");
        }

        private void mailingList() throws IOException {
            header("Re: [list] " + text.words(5));
            out.lines(
                    "In-Reply-To: <1@corpus.example.test>\nReferences: <0@corpus.example.test>\n <1@corpus.example.test>\n");
            out.lines(
                    "List-Id: " + text.words(2) + " <list.example.test>\nList-Unsubscribe: <https://example.test/u>,\n"
                            + "\t<mailto:list-leave@example.test>\nPrecedence: list\n\n");
            for (int i = random.nextInt(30); i >= 0; i--) {
                out.lines("> ".repeat(random.nextInt(4)) + text.words(6) + "\n");
            }
            out.lines("\n-- \n" + text.name() + "\n");
        }

        private void encodedHeaders() throws IOException {
            header(
                    encodedWord(text.mixedWords(2)) + " <" + text.address() + ">",
                    "=?ISO-8859-1?Q?Andr=E9?= <" + text.address() + ">,\n " + encodedWord(text.mixedWords(1)) + "\n <"
                            + text.address() + ">",
                    encodedWord(text.mixedWords(4)) + "\n " + encodedWord(text.mixedWords(4))
                            + " =?x-unknown?q?word?=");
            out.lines(
                    "Comments: " + encodedWord(text.mixedWords(3)) + "\nContent-Type: text/plain; charset=\"utf-8\"\n");
            out.lines("Content-Transfer-Encoding: base64\n\n");
            out.base64(random, 300);
        }

        private void eightBitHeaders() throws IOException {
            header(text.mixedWords(2) + " <" + text.address() + ">", text.address(), text.mixedWords(6));
            out.octets("X-Latin: Gr\u00fc\u00dfe, n\u00e4chster \u00d6rtchen\n");
            out.lines("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
                    + text.mixedWords(20) + "\n");
        }

        private void eightBitBody() throws IOException {
            header(text.words(3));
            out.lines("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n");
            for (int i = random.nextInt(30); i >= 0; i--) {
                StringBuilder line = new StringBuilder();
                for (int j = random.nextInt(70); j >= 0; j--) {
                    line.append((char) (random.nextInt(3) > 0 ? ' ' + random.nextInt(95) : 0x80 + random.nextInt(128)));
                }
                out.octets(line.append('\n').toString());
            }
        }

        private void foreignCharset() throws IOException {
            String charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            header(text.words(3));
            byte[] octets = text.mixedWords(30).getBytes(Charset.forName(charset));
            StringBuilder encoded = new StringBuilder();
            String base64 = Base64.getEncoder().encodeToString(octets);
            for (int i = 0; i < base64.length(); i += 76) {
                encoded.append(base64, i, Math.min(base64.length(), i + 76)).append('\n');
            }
            out.lines("Content-Type: text/plain; charset=" + charset + "\nContent-Transfer-Encoding: base64\n\n"
                    + encoded);
        }

        private void manyRecipients() throws IOException {
            StringBuilder to = new StringBuilder("A Group: ").append(text.address());
            for (int i = 0; i < 300; i++) {
                to.append(",\n ")
                        .append(i % 3 == 0 ? "\"" + text.word() + ", " + text.name() + "\" <" : "<")
                        .append(text.address())
                        .append('>');
            }
            header(text.address(), to.append("; ,\n undisclosed-recipients:;").toString(), text.words(3));
            out.lines("\n");
            paragraphs(5);
        }

        private void calendar() throws IOException {
            header("Invitation: " + text.words(3));
            String boundary = boundary();
            out.lines("Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\n\n--" + boundary + "\n\n");
            paragraphs(2);
            out.lines("--" + boundary
                    + "\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\n"
                    + "VERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:" + random.nextLong() + "\nSUMMARY:"
                    + text.mixedWords(3)
                    + "\nEND:VEVENT\nEND:VCALENDAR\n--" + boundary + "--\n");
        }

        private void signed() throws IOException {
            header(text.words(3));
            String boundary = boundary();
            out.lines(
                    "Content-Type: multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\";\n boundary=\""
                            + boundary + "\"\n\nThis is an OpenPGP/MIME signed message.\n--" + boundary + "\n");
            alternative(3);
            out.lines(
                    "\n--" + boundary
                            + "\nContent-Type: application/pgp-signature; name=\"signature.asc\"\n\n-----BEGIN PGP SIGNATURE-----\n\n");
            out.base64(random, 300);
            out.lines("-----END PGP SIGNATURE-----\n\n--" + boundary + "--\n");
        }

        private void noMime() throws IOException {
            out.lines("From: " + text.address() + "\nTo: " + text.address() + "\nMessage-ID: <" + number + "." + seed
                    + "@corpus.example.test>\n\n");
            paragraphs(3);
        }

        private void oddBoundaries() throws IOException {
            header(text.words(3));
            switch (random.nextInt(6)) {
                case 0 -> out.lines("Content-Type: multipart/mixed\n\n--b\n\nno boundary parameter\n--b--\n");
                case 1 -> out.lines("Content-Type: multipart/mixed; boundary=b\n\nno parts\n");
                case 2 ->
                    out.lines(
                            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nno end\n--b\nContent-Type: text/html\n\n<p>\n");
                case 3 ->
                    out.lines(
                            "Content-Type: multipart/mixed; boundary=foo\n\n--foo\nContent-Type: multipart/mixed; boundary=foobar\n\n"
                                    + "--foobar\n\nprefix\n--foobar\n\nagain\n--foo\n\nouter\n--foo--\n");
                case 4 ->
                    out.lines(
                            "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\n--b  \nContent-Type: text/plain\n--b--  \n");
                default -> out.lines("Content-Type: multipart/mixed; boundary=b\n\n--b--\n--b\n\nafter the end\n");
            }
        }

        private void oddTypes() throws IOException {
            header(text.words(3));
            out.lines("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text\n\nno subtype\n"
                    + "--b\nContent-Type: text/html charset=utf-8\n\n<p>no semicolon</p>\n"
                    + "--b\nContent-Type: (c) TEXT / (c) Plain; name=\"a\\\"b\"; =; x\nContent-Transfer-Encoding: (c) 7BIT (c)\n\ncomments\n"
                    + "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n");
            out.base64(random, 200);
            out.lines(
                    "--b\nContent-Type: message/external-body; access-type=URL;\n URL=\"http://example.test/\"\n\nContent-Type: image/png\n\n"
                            + "--b\nContent-Type: text/plain\nContent-Type: image/png\n\ntwice\n--b--\n");
        }

        private void oddAddresses() throws IOException {
            header(
                    text.address() + " (" + text.name() + " (nested) here)",
                    "undisclosed-recipients:;, \"Quoted, Name\" <" + text.address() + ">, <@route.example.test:"
                            + text.address() + ">",
                    text.words(3));
            out.lines("Cc: john . doe @ example.test, nobody, , \"unterminated <" + text.address()
                    + ">\nReply-To:\nSender: <>\n\n");
            paragraphs(2);
        }

        private void oddHeaderLines() throws IOException {
            header(text.words(3));
            out.lines(
                    "X-Empty:\nX-Folded:\n first\n\tsecond \n  third\nNo colon in this line\nSubject: a second subject\n");
            out.lines("X-Long: " + "x".repeat(900) + "\nX-Space : before the colon\nReferences: "
                    + "<a@b>\n ".repeat(50) + "<c@d>\n\n");
            paragraphs(2);
        }

        private void dots() throws IOException {
            header(text.words(3));
            out.lines("\n.\n..\n...\n.leading dot\n\n.\n\nFrom the beginning of a line\n>From as well\n. \n"
                    + text.words(4) + "\n.\n");
        }

        private void longLines() throws IOException {
            header(text.words(3));
            out.lines("X-Long: " + "x".repeat(5_000 + random.nextInt(20_000)) + "\n\n");
            for (int i = 0; i < 4; i++) {
                out.lines(text.words(3000) + "\n");
            }
        }
    }
}
