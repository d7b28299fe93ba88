package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.facteur.api.message.MimePart.Parameter;
import org.jspecify.annotations.Nullable;

/** Finds the value of a parameter that may be written in pieces or with percent signs (RFC 2231). */
public final class MimeParameters {

    private MimeParameters() {}

    /**
     * The value of the first parameter of that name as octets; null if there is none.
     *
     * @param name in lower case
     */
    public static @Nullable String find(List<Parameter> parameters, String name) {
        String plain = exact(parameters, name);
        if (plain != null) {
            return plain;
        }
        String extended = exact(parameters, name + "*");
        if (extended != null) {
            return percentDecode(withoutCharset(extended));
        }
        return joined(parameters, name);
    }

    private static @Nullable String exact(List<Parameter> parameters, String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    private static @Nullable String joined(List<Parameter> parameters, String name) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < parameters.size(); i++) {
            String section = name + "*" + i;
            String plain = exact(parameters, section);
            String extended = exact(parameters, section + "*");
            if (plain != null) {
                value.append(plain);
            } else if (extended != null) {
                value.append(percentDecode(i == 0 ? withoutCharset(extended) : extended));
            } else {
                return i == 0 ? null : value.toString();
            }
        }
        return value.isEmpty() ? null : value.toString();
    }

    private static String withoutCharset(String extended) {
        int language = extended.indexOf('\'');
        int text = extended.indexOf('\'', language + 1);
        return language < 0 || text < 0 ? extended : extended.substring(text + 1);
    }

    private static String percentDecode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else {
                octets.write(text.charAt(i));
            }
        }
        return octets.toString(ISO_8859_1);
    }
}
