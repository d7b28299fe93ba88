package org.facteur.mailstore.message;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;

/**
 * A process of its own that takes a message in and gives it out, and tells how much more memory was in use meanwhile than
 * before: what a collection leaves, looked at again and again while the octets pass.
 */
final class LargeMessageMemory {

    /** Octets between two looks. */
    private static final long INTERVAL = 8 << 20;

    /** What an IMAP session reads at once of a large body. */
    private static final int READ = 256 << 10;

    private final TestStore store;
    private final AccountId account;
    private long before;
    private long most;

    private LargeMessageMemory(TestStore store) {
        this.store = store;
        this.account = store.account("large");
    }

    /** Takes the database, the size of the message and the size of one that fills the caches first. */
    public static void main(String[] arguments) throws Exception {
        Database database = Database.valueOf(arguments[0]);
        TestStore store = TestStore.open(database);
        if (database == Database.H2) {
            limitPageCache(store);
        }
        LargeMessageMemory memory = new LargeMessageMemory(store);
        long first = Long.parseLong(arguments[2]);
        memory.takeIn(first);
        memory.giveOut(1, first);
        long size = Long.parseLong(arguments[1]);
        long in = memory.takeIn(size);
        long out = memory.giveOut(2, size);
        System.out.println("in " + in + " out " + out);
        // The pools of a database have threads of their own.
        System.exit(0);
    }

    /** The cache of the embedded database takes a share of whatever heap there is, for any message: here it is 1 MiB. */
    private static void limitPageCache(TestStore store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET CACHE_SIZE 1024");
        }
    }

    private long takeIn(long size) throws Exception {
        begin();
        store.imap.append(
                account, MailboxName.INBOX, List.of(new AppendMessage(Flags.NONE, Instant.EPOCH, new Text(size))));
        look();
        return most - before;
    }

    private long giveOut(long uid, long size) throws Exception {
        begin();
        FetchedMessage message =
                store.imap.fetch(store.inbox(account), UidSet.of(uid), Set.of()).get(0);
        InputStream expected = new Text(size).open();
        for (long offset = 0; offset < size; offset += READ) {
            int length = (int) Math.min(READ, size - offset);
            byte[] octets = store.imap
                    .read(List.of(new ContentRange(message.content(), offset, length)))
                    .get(0);
            if (!Arrays.equals(octets, expected.readNBytes(length))) {
                throw new AssertionError("Other octets at " + offset);
            }
            if (offset % INTERVAL == 0) {
                look();
            }
        }
        return most - before;
    }

    private void begin() {
        before = inUse();
        most = before;
    }

    private void look() {
        most = Math.max(most, inUse());
    }

    private static long inUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A header and lines of text, made while they are read. */
    private final class Text implements MessageSource {

        private static final String HEADER = "Subject: large\r\n\r\n";
        private static final String LINE =
                "The quick brown fox jumps over the lazy dog, again and again and again.\r\n";

        private final long size;

        Text(long size) {
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() {
            return new InputStream() {
                private long position;

                @Override
                public int read() {
                    if (position == size) {
                        return -1;
                    }
                    if (position > 0 && position % INTERVAL == 0) {
                        look();
                    }
                    long at = position++;
                    return at < HEADER.length()
                            ? HEADER.charAt((int) at)
                            : LINE.charAt((int) ((at - HEADER.length()) % LINE.length()));
                }
            };
        }
    }
}
