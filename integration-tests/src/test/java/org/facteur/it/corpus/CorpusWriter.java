package org.facteur.it.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Writes the lines of a message. */
final class CorpusWriter {

    private static final int OCTETS_A_LINE = 57;

    private final OutputStream output;
    private final byte[] lineEnd;

    CorpusWriter(OutputStream output, String lineEnd) {
        this.output = output;
        this.lineEnd = lineEnd.getBytes(US_ASCII);
    }

    /** Writes lines of text, each ended by LF here. */
    void lines(String lines) throws IOException {
        lines(lines, UTF_8);
    }

    void lines(String lines, Charset charset) throws IOException {
        for (int from = 0; from < lines.length(); ) {
            int end = lines.indexOf('\n', from);
            if (end < 0) {
                output.write(lines.substring(from).getBytes(charset));
                return;
            }
            output.write(lines.substring(from, end).getBytes(charset));
            output.write(lineEnd);
            from = end + 1;
        }
    }

    /** Writes lines of octets, one {@code char} an octet. */
    void octets(String lines) throws IOException {
        lines(lines, ISO_8859_1);
    }

    /** Writes random octets in base64. */
    void base64(Random random, long count) throws IOException {
        byte[] octets = new byte[OCTETS_A_LINE];
        for (long left = count; left > 0; left -= octets.length) {
            random.nextBytes(octets);
            byte[] line = left >= octets.length ? octets : Arrays.copyOf(octets, (int) left);
            output.write(Base64.getEncoder().encode(line));
            output.write(lineEnd);
        }
    }

    /** Writes text in quoted-printable, every line broken softly. */
    void quotedPrintable(String text) throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            boolean literal = octet > ' ' && octet < 127 && octet != '=';
            line.append(literal || octet == ' ' ? String.valueOf((char) octet) : String.format("=%02X", octet & 0xFF));
            if (line.length() > 70) {
                lines(line.append("=\n").toString());
                line.setLength(0);
            }
        }
        lines(line.append('\n').toString());
    }

    /** An encoded word of RFC 2047. */
    static String encodedWord(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
    }
}
