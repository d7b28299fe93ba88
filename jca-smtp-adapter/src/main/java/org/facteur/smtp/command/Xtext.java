package org.facteur.smtp.command;

import org.jspecify.annotations.Nullable;

/** {@code xtext = *( xchar / hexchar )}, text in which {@code +} and two upper-case hexadecimal digits are an octet (RFC 3461 section 4). */
final class Xtext {

    private static final String HEX = "0123456789ABCDEF";

    private Xtext() {}

    /** The text that is meant; null if it is no xtext. */
    static @Nullable String decode(String xtext) {
        StringBuilder text = new StringBuilder(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                int high = i + 2 < xtext.length() ? HEX.indexOf(xtext.charAt(i + 1)) : -1;
                int low = high < 0 ? -1 : HEX.indexOf(xtext.charAt(i + 2));
                if (low < 0) {
                    return null;
                }
                c = (char) (16 * high + low);
                i += 2;
            } else if (c <= ' ' || c > '~' || c == '=') {
                return null;
            }
            text.append(c);
        }
        return text.toString();
    }
}
