package org.facteur.mailstore.mime;

import java.util.HashMap;
import java.util.Map;

/** The words that most structures hold; an encoding names them by number, so that the order must never change. */
final class StructureWords {

    private static final String[] WORDS = {
        "",
        "text",
        "plain",
        "html",
        "multipart",
        "mixed",
        "alternative",
        "related",
        "signed",
        "report",
        "message",
        "rfc822",
        "delivery-status",
        "application",
        "octet-stream",
        "pdf",
        "image",
        "jpeg",
        "png",
        "gif",
        "charset",
        "utf-8",
        "us-ascii",
        "iso-8859-1",
        "windows-1252",
        "UTF-8",
        "US-ASCII",
        "ISO-8859-1",
        "boundary",
        "name",
        "filename",
        "format",
        "flowed",
        "delsp",
        "yes",
        "protocol",
        "micalg",
        "type",
        "size",
        "7bit",
        "8bit",
        "binary",
        "quoted-printable",
        "base64",
        "attachment",
        "inline",
        "calendar",
        "method",
        "zip",
        "pgp-signature",
        "pkcs7-signature",
        "iso-8859-15",
        "report-type",
        "digest",
        "utf8",
        "en",
        "text/html",
        "msword",
        "filename*",
        "name*",
    };

    static final int COUNT = WORDS.length;

    private static final Map<String, Integer> INDEXES = new HashMap<>();

    static {
        for (int i = 0; i < COUNT; i++) {
            INDEXES.put(WORDS[i], i);
        }
    }

    private StructureWords() {}

    /** -1 if the text is none of them. */
    static int indexOf(String text) {
        return INDEXES.getOrDefault(text, -1);
    }

    static String at(int index) {
        return WORDS[index];
    }
}
