package org.facteur.mailstore.text;

/**
 * The subject of a conversation: what is left of a subject without Re:, Fwd: and what else mail programs add (RFC 5256 section
 * 2.1).
 *
 * @param text decoded, on one line; in the case in which it was written
 * @param reply whether something was removed that marks an answer or a forwarded message
 */
record BaseSubject(String text, boolean reply) {

    /** @param subject decoded and unfolded */
    static BaseSubject of(String subject) {
        String text = singleSpaced(subject);
        boolean reply = false;
        while (true) {
            String shorter = withoutTrailers(text);
            reply |= shorter.length() < text.stripTrailing().length();
            text = shorter;
            String leader = withoutLeader(text);
            if (leader.length() < text.length()) {
                reply = true;
                text = leader;
                continue;
            }
            String blob = text.substring(blobEnd(text, 0)).stripLeading();
            if (blob.length() < text.length() && !blob.isEmpty()) {
                text = blob;
                continue;
            }
            if (!isForwarded(text)) {
                return new BaseSubject(text, reply);
            }
            reply = true;
            text = text.substring("[fwd:".length(), text.length() - 1).strip();
        }
    }

    private static String singleSpaced(String subject) {
        StringBuilder text = new StringBuilder(subject.length());
        for (int i = 0; i < subject.length(); i++) {
            char c = subject.charAt(i);
            boolean space = c <= ' ' || c == 0x7F;
            if (!space) {
                text.append(c);
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        }
        return text.toString().strip();
    }

    /** {@code subj-trailer = "(fwd)" / WSP} */
    private static String withoutTrailers(String subject) {
        String text = subject.stripTrailing();
        while (endsWith(text, "(fwd)")) {
            text = text.substring(0, text.length() - "(fwd)".length()).stripTrailing();
        }
        return text;
    }

    /** {@code subj-leader = (*subj-blob subj-refwd) / WSP}; the same text if there is none. */
    private static String withoutLeader(String text) {
        int position = 0;
        for (int next = blobEnd(text, 0); next > position; next = blobEnd(text, next)) {
            position = next;
        }
        int end = refwdEnd(text, position);
        return end < 0 ? text : text.substring(end).stripLeading();
    }

    /** {@code subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"}; -1 if there is none. */
    private static int refwdEnd(String text, int from) {
        int position;
        if (startsWith(text, from, "fwd")) {
            position = from + 3;
        } else if (startsWith(text, from, "re") || startsWith(text, from, "fw")) {
            position = from + 2;
        } else {
            return -1;
        }
        position = blobEnd(text, skipSpace(text, position));
        return position < text.length() && text.charAt(position) == ':' ? position + 1 : -1;
    }

    /** The end of {@code subj-blob = "[" *BLOBCHAR "]" *WSP}; the position itself if there is none. */
    private static int blobEnd(String text, int from) {
        if (from >= text.length() || text.charAt(from) != '[') {
            return from;
        }
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != '[' && text.charAt(i) != ']') {
            i++;
        }
        return i < text.length() && text.charAt(i) == ']' ? skipSpace(text, i + 1) : from;
    }

    private static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /** {@code subj-fwd = "[fwd:" subject "]"} */
    private static boolean isForwarded(String text) {
        return startsWith(text, 0, "[fwd:") && text.endsWith("]");
    }

    private static boolean startsWith(String text, int from, String lowerCase) {
        return text.regionMatches(true, from, lowerCase, 0, lowerCase.length());
    }

    private static boolean endsWith(String text, String lowerCase) {
        int from = text.length() - lowerCase.length();
        return from >= 0 && startsWith(text, from, lowerCase);
    }
}
