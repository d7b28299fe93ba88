package org.facteur.mailstore.maintenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxName;

/**
 * Names of mailboxes as names of files: each level in the modified UTF-7 of RFC 3501 section 5.1.3, in which also what separates
 * levels, or means something to a file system, is encoded.
 */
final class FolderNames {

    private static final String SAFE = " !#$%'()+,-;=@[]^_`{}~";
    private static final String SEPARATOR = String.valueOf(MailboxName.SEPARATOR);

    private FolderNames() {}

    /** The levels of a name joined by a separator. */
    static String encode(MailboxName name, String separator) {
        return String.join(
                separator,
                Arrays.stream(name.value().split(SEPARATOR, -1))
                        .map(FolderNames::encode)
                        .toList());
    }

    private static String encode(String level) {
        StringBuilder encoded = new StringBuilder();
        int from = 0;
        while (from < level.length()) {
            int to = from;
            boolean plain = isPlain(level.charAt(from));
            while (to < level.length() && isPlain(level.charAt(to)) == plain) {
                to++;
            }
            String run = level.substring(from, to);
            encoded.append(plain ? run : shifted(run));
            from = to;
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || SAFE.indexOf(c) >= 0;
    }

    private static String shifted(String run) {
        return run.equals("&")
                ? "&-"
                : "&"
                        + Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(run.getBytes(StandardCharsets.UTF_16BE))
                                .replace('/', ',')
                        + "-";
    }

    /** The name of which these are the encoded levels; empty if no mailbox can have it. */
    static Optional<MailboxName> decode(List<String> levels) {
        try {
            List<String> decoded = new ArrayList<>();
            for (String level : levels) {
                decoded.add(decode(level));
            }
            return Optional.of(new MailboxName(String.join(SEPARATOR, decoded)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is no modified UTF-7 is taken as it is. */
    private static String decode(String level) {
        StringBuilder decoded = new StringBuilder();
        int at = 0;
        while (at < level.length()) {
            char c = level.charAt(at);
            int end = c == '&' ? level.indexOf('-', at) : -1;
            if (end < 0) {
                decoded.append(c);
                at++;
            } else if (end == at + 1) {
                decoded.append('&');
                at = end + 1;
            } else {
                String run = level.substring(at + 1, end).replace(',', '/');
                decoded.append(new String(Base64.getDecoder().decode(run), StandardCharsets.UTF_16BE));
                at = end + 1;
            }
        }
        return decoded.toString();
    }
}
