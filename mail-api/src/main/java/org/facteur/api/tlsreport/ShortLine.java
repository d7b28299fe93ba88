package org.facteur.api.tlsreport;

/** Makes what strangers say a line that has an end. */
final class ShortLine {

    private ShortLine() {}

    /** @param longest in characters */
    static String of(String text, int longest) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= longest ? line : line.substring(0, longest);
    }
}
