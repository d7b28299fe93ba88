package org.facteur.mailstore.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The recipients of a message as one column: a line for each, of a letter, the address, the account and a detail, with tabs between
 * them. What has no room is counted in a last line.
 */
record RecipientLines(List<RecipientFate> fates, int more) {

    /** Characters of the column. */
    static final int MAX_LENGTH = 65_000;

    private static final int MAX_FIELD = 1_000;
    private static final int ROOM_FOR_COUNT = 16;
    private static final int FIELDS = 4;
    private static final String MORE = "+";

    RecipientLines {
        fates = List.copyOf(fates);
    }

    static String write(List<RecipientFate> fates) {
        StringBuilder lines = new StringBuilder();
        int written = 0;
        for (RecipientFate each : fates) {
            int before = lines.length();
            lines.append(each.fate().letter());
            for (String field : List.of(each.address(), each.account(), each.detail())) {
                lines.append('\t').append(RecordedText.of(field, MAX_FIELD));
            }
            lines.append('\n');
            if (lines.length() > MAX_LENGTH - ROOM_FOR_COUNT) {
                lines.setLength(before);
                break;
            }
            written++;
        }
        if (written < fates.size()) {
            lines.append(MORE).append(fates.size() - written).append('\n');
        }
        return lines.toString();
    }

    /** A line that a newer version wrote, and this one cannot read, is counted. */
    static RecipientLines read(String column) {
        List<RecipientFate> fates = new ArrayList<>();
        int more = 0;
        for (String line : column.lines().toList()) {
            String[] fields = line.split("\t", -1);
            Fate fate = fields[0].length() == 1 ? Fate.of(fields[0].charAt(0)) : null;
            if (fate != null && fields.length == FIELDS) {
                fates.add(new RecipientFate(fields[1], fate, fields[2], fields[3]));
            } else {
                more += line.startsWith(MORE) ? Integer.parseInt(line.substring(1)) : 1;
            }
        }
        return new RecipientLines(fates, more);
    }
}
