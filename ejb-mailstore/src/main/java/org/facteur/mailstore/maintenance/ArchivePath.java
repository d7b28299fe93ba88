package org.facteur.mailstore.maintenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxName;
import org.jspecify.annotations.Nullable;

/** The name of an entry of an archive of mail, and what mailbox it means. No file ever has that name here. */
record ArchivePath(List<String> levels, boolean isFolder) {

    /** Ten digits are seconds until the year 2286. */
    private static final int MAX_SECONDS_DIGITS = 10;

    static ArchivePath of(String name) {
        List<String> levels = new ArrayList<>();
        for (String level : name.split("/", -1)) {
            if (!level.isEmpty() && !level.equals(".")) {
                levels.add(level);
            }
        }
        return new ArchivePath(List.copyOf(levels), name.endsWith("/"));
    }

    /** Whether whoever unpacked it would write elsewhere than beneath the folder meant. */
    static boolean isHostile(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || List.of(name.split("/", -1)).contains("..");
    }

    /** The last level, or nothing for a folder. */
    String file() {
        return isFolder || levels.isEmpty() ? "" : levels.get(levels.size() - 1);
    }

    /** All but the last level. */
    String folder() {
        return String.join("/", levels.subList(0, Math.max(0, levels.size() - 1)));
    }

    boolean isMaildirFolder() {
        return isFolder && !levels.isEmpty() && levels.get(levels.size() - 1).equals("cur");
    }

    boolean isMaildirMessage() {
        return !isFolder && levels.size() >= 2 && isPart(levels.get(levels.size() - 2)) && !file().startsWith(".");
    }

    private static boolean isPart(String level) {
        return level.equals("cur") || level.equals("new");
    }

    /** The levels of the Maildir that holds it. */
    private List<String> root() {
        return levels.subList(0, Math.max(0, levels.size() - (isFolder ? 1 : 2)));
    }

    /** The folder of the Maildir that holds it, where its keywords are. */
    String maildirRoot() {
        return String.join("/", root());
    }

    /** The mailbox: a Maildir whose name begins with a dot is one, another is INBOX; empty if no mailbox has the name. */
    Optional<MailboxName> maildir() {
        List<String> root = root();
        String last = root.isEmpty() ? "" : root.get(root.size() - 1);
        return last.startsWith(".")
                ? FolderNames.decode(List.of(last.substring(1).split("\\.", -1)))
                : Optional.of(MailboxName.INBOX);
    }

    /** When the message arrived, if its name says so; its first part is seconds since 1970. */
    @Nullable
    Instant arrived() {
        int end = 0;
        while (end < file().length() && Character.isDigit(file().charAt(end))) {
            end++;
        }
        boolean isTime = end > 0 && end <= MAX_SECONDS_DIGITS && end < file().length() && file().charAt(end) == '.';
        return isTime ? Instant.ofEpochSecond(Long.parseLong(file().substring(0, end))) : null;
    }

    /** Whether its content has to be looked at: it is no index or marker of a program that is known. */
    boolean mayBeMbox() {
        String file = file();
        return !file.isEmpty()
                && !file.startsWith(".")
                && !file.startsWith("dovecot")
                && !file.endsWith(".msf")
                && !file.endsWith(".dat")
                && !file.equals("maildirfolder")
                && !file.equals("maildirsize")
                && levels.stream().noneMatch(level -> level.equals("tmp") || level.equals("__MACOSX"));
    }

    /** The mailbox of an mbox file; Thunderbird keeps those below it in a folder {@code NAME.sbd}. */
    Optional<MailboxName> mbox() {
        List<String> names = new ArrayList<>();
        for (String level : levels) {
            names.add(level.replaceFirst("\\.(mbox|mbx|sbd)$", ""));
        }
        return FolderNames.decode(names);
    }
}
