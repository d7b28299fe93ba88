package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;

/**
 * A client that believes what it is told, reckons its mod-sequence as RFC 7162 section 6 says, leaves at any moment and comes back
 * with QRESYNC, knows the mailbox as it is: whatever others have done meanwhile, and whatever it was owed when it left.
 */
class ResynchronizationPropertyTest {

    private static final Path NO_SPOOL = Path.of("");
    private static final Pattern FETCH =
            Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+)(?: FLAGS \\(([^)]*)\\))?(?: MODSEQ \\((\\d+)\\))?\\)");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED (?:\\(EARLIER\\) )?(\\S+)");
    private static final Pattern HIGHEST = Pattern.compile("\\S+ OK \\[HIGHESTMODSEQ (\\d+)\\].*");
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Answered", "$Work"};

    private InMemoryImapListener store = new InMemoryImapListener();

    /** Its model of the mailbox, which outlives its connections. */
    private final class Believer {

        private final Map<Long, Set<String>> flags = new TreeMap<>();
        private String command = "";
        private long learned;
        private long modSeq;
        private long seen;
        private boolean told;
        private Client client;

        void come(long uidValidity) throws MailStoreException {
            client = new Client(store, NO_SPOOL);
            client.say("a LOGIN alice@example.test alice");
            client.say("b ENABLE QRESYNC");
            String since = modSeq == 0 ? "" : " (QRESYNC (" + uidValidity + " " + modSeq + "))";
            say("c SELECT INBOX" + since);
            learnNew();
        }

        /** Asks for what is behind all that it has asked for. */
        void learnNew() throws MailStoreException {
            say("d UID FETCH " + (learned + 1) + ":* FLAGS");
            learned =
                    Math.max(learned, flags.keySet().stream().max(Long::compare).orElse(0L));
        }

        void say(String next) throws MailStoreException {
            command = next;
            seen = 0;
            told = false;
            client.say(command).lines().forEach(this::believe);
            modSeq = told ? modSeq : Math.max(modSeq, seen);
        }

        private void believe(String line) {
            Matcher fetch = FETCH.matcher(line);
            if (fetch.matches()) {
                long uid = Long.parseLong(fetch.group(1));
                if (fetch.group(2) != null) {
                    flags.put(uid, known(fetch.group(2)));
                } else if (command.contains("+FLAGS.SILENT")) {
                    flags.computeIfPresent(uid, (known, its) -> with(its, "\\Seen"));
                } else if (command.contains("-FLAGS.SILENT")) {
                    flags.computeIfPresent(uid, (known, its) -> without(its, "\\Draft"));
                }
                seen = fetch.group(3) == null ? seen : Math.max(seen, Long.parseLong(fetch.group(3)));
            }
            Matcher vanished = VANISHED.matcher(line);
            if (vanished.matches()) {
                for (String range : vanished.group(1).split(",")) {
                    String[] ends = range.split(":");
                    long first = Long.parseLong(ends[0]);
                    long last = Long.parseLong(ends[ends.length - 1]);
                    flags.keySet().removeIf(uid -> uid >= first && uid <= last);
                }
            }
            Matcher highest = HIGHEST.matcher(line);
            if (highest.matches()) {
                modSeq = Long.parseLong(highest.group(1));
                told = true;
            }
        }

        private static Set<String> with(Set<String> flags, String flag) {
            Set<String> more = new TreeSet<>(flags);
            more.add(flag);
            return more;
        }

        private static Set<String> without(Set<String> flags, String flag) {
            Set<String> fewer = new TreeSet<>(flags);
            fewer.remove(flag);
            return fewer;
        }

        private static Set<String> known(String all) {
            Set<String> known = new TreeSet<>(List.of(all.split(" ")));
            known.removeAll(List.of("", "\\Recent"));
            return known;
        }
    }

    private static void changeSomething(Client writer, Random random, int size) throws MailStoreException {
        if (size == 0) {
            return;
        }
        int one = 1 + random.nextInt(size);
        String flag = FLAGS[random.nextInt(FLAGS.length)];
        switch (random.nextInt(5)) {
            case 0 -> writer.say("w STORE " + one + " +FLAGS.SILENT (" + flag + ")");
            case 1 -> writer.say("w STORE 1:" + one + " -FLAGS.SILENT (" + flag + ")");
            case 2 -> writer.say("w STORE " + one + " FLAGS (" + flag + ")");
            case 3 -> writer.say("w MOVE " + one + " Trash");
            default -> {
                writer.say("w STORE " + one + " +FLAGS.SILENT (\\Deleted)");
                writer.say("w EXPUNGE");
            }
        }
    }

    private static String readSomething(Random random, int size) {
        int one = size == 0 ? 1 : 1 + random.nextInt(size);
        return switch (random.nextInt(7)) {
            case 0 -> "r FETCH " + one + " (UID FLAGS)";
            case 1 -> "r SEARCH UNSEEN";
            case 2 -> "r STORE " + one + " +FLAGS.SILENT (\\Seen)";
            case 3 -> "r UID STORE " + one + " (UNCHANGEDSINCE " + (1 + random.nextInt(40)) + ") +FLAGS (\\Draft)";
            case 4 -> "r STORE 1:* (UNCHANGEDSINCE " + (1 + random.nextInt(40)) + ") -FLAGS.SILENT (\\Draft)";
            case 5 -> "r UID FETCH 1:* FLAGS (CHANGEDSINCE " + (1 + random.nextInt(40)) + " VANISHED)";
            default -> "r NOOP";
        };
    }

    @Property(tries = 300)
    void whoComesBackKnowsTheMailboxAsItIs(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        store = new InMemoryImapListener();
        AccountId account = store.addAccount("alice@example.test", "alice");
        MailboxSnapshot empty = store.select(account, MailboxName.INBOX);
        MailboxId inbox = empty.mailbox();
        Client writer = new Client(store, NO_SPOOL).selected("alice@example.test", "alice");
        Believer reader = new Believer();
        reader.come(empty.uidValidity());
        for (int step = 0; step < 60; step++) {
            int size = store.snapshot(account, inbox).size();
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    store.deliver(account, "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
                    writer.say("w NOOP");
                }
                case 2, 3, 4, 5 -> changeSomething(writer, random, size);
                case 6, 7, 8 -> reader.say(readSomething(random, size));
                default -> {
                    reader.client.session().closed();
                    reader.come(empty.uidValidity());
                    assertThat(reader.flags).isEqualTo(truth(store.snapshot(account, inbox)));
                }
            }
        }
        reader.say("z NOOP");
        reader.learnNew();
        assertThat(reader.flags).isEqualTo(truth(store.snapshot(account, inbox)));
    }

    private static Map<Long, Set<String>> truth(MailboxSnapshot mailbox) {
        Map<Long, Set<String>> truth = new TreeMap<>();
        for (int i = 1; i <= mailbox.size(); i++) {
            truth.put(mailbox.uid(i), new TreeSet<>(mailbox.flagTable().names(mailbox.flags(i))));
        }
        return truth;
    }
}
