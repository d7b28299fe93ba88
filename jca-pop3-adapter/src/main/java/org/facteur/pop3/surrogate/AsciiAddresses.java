package org.facteur.pop3.surrogate;

import java.net.IDN;
import java.util.StringJoiner;

/** Addresses in US-ASCII that stand for those of a field with others (RFC 6858 section 2.1). */
final class AsciiAddresses {

    /** Where an address cannot be said in US-ASCII. */
    private static final String INVALID = "<invalid@internationalized-address.invalid>";

    private AsciiAddresses() {}

    /**
     * @param value of the field, in one line
     * @param column where in its line it begins
     */
    static String of(String value, int column) {
        if (hasGroup(value)) {
            return EncodedWords.of(value, column) + " :;";
        }
        StringJoiner addresses = new StringJoiner(",\r\n ");
        int at = column;
        for (String address : Pieces.of(value, ',')) {
            addresses.add(Ascii.is(address) ? address.strip() : mailbox(address.strip(), at));
            at = 1;
        }
        return addresses.toString();
    }

    private static boolean hasGroup(String value) {
        return Pieces.of(value, ':').size() > 1 || Pieces.of(value, ';').size() > 1;
    }

    private static String mailbox(String mailbox, int column) {
        int open = mailbox.lastIndexOf('<');
        if (open < 0 || !mailbox.endsWith(">")) {
            String address = withAsciiDomain(mailbox);
            return Ascii.is(address) ? address : EncodedWords.of(mailbox, column) + "\r\n " + INVALID;
        }
        String name = mailbox.substring(0, open).strip();
        String address = withAsciiDomain(mailbox.substring(open + 1, mailbox.length() - 1));
        if (!Ascii.is(address)) {
            return EncodedWords.of(mailbox, column) + "\r\n " + INVALID;
        }
        String shown = Ascii.is(name) ? name : EncodedWords.of(unquoted(name), column);
        return (shown + "\r\n <" + address + ">").strip();
    }

    private static String withAsciiDomain(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || !address.substring(at + 1).chars().allMatch(each -> each > ' ' && each != '(' && each != ')')) {
            return address;
        }
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private static String unquoted(String phrase) {
        boolean quoted = phrase.length() > 1 && phrase.startsWith("\"") && phrase.endsWith("\"");
        return quoted ? phrase.substring(1, phrase.length() - 1).replaceAll("\\\\(.)", "$1") : phrase;
    }
}
