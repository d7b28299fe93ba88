package org.facteur.mailstore.database;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * H2 in this JVM, in a file. By itself it acknowledges a commit that is in memory ({@code WRITE_DELAY=500}) or in the cache of
 * the operating system ({@code WRITE_DELAY=0}), and never asks for more. Here a commit returns when the file has been forced,
 * once for all that wait: see {@link GroupCommit}. And what the last forced state of the file needs is never overwritten before
 * the next one is forced: see {@link OrderedFile}.
 */
final class EmbeddedDurability implements Durability {

    /** Anything but a server, memory and what cannot be written. */
    private static final Pattern FILE = Pattern.compile(
            "jdbc:h2:(?!mem:|tcp:|ssl:|zip:|classpath:|(?:nio)?mem(?:FS|LZ):)(?:file:)?([^;]+)(;.*)?",
            Pattern.CASE_INSENSITIVE);

    /** What is not for a URL to say. */
    private static final Pattern OURS = Pattern.compile("(?i);\\s*(?:WRITE_DELAY|MAX_COMPACT_TIME)\\s*=[^;]*");

    /**
     * The file is not compacted when it is closed: that moves chunks, and after a crash H2 may take a chunk for the copy of it that
     * was left behind, and find two in one place.
     */
    private static final String NO_MOVES = ";MAX_COMPACT_TIME=0";

    /** Neither is the file written by every commit, nor by a thread of the database's own. */
    private static final int WRITTEN_WHEN_TOLD = -1;

    /** Chunks of which less than so many percent are in use are written anew, without what is not. */
    private static final int WORTH_COMPACTING = 60;

    /** How much of the file is written anew at once: commits wait meanwhile. */
    private static final int COMPACTED_AT_ONCE = 1 << 20;

    /** Kept by the connections that wait with them. */
    private final Map<Database, WeakReference<GroupCommit>> commits = new WeakHashMap<>();

    static {
        OrderedFilePath.register();
    }

    /** Whether a URL names a file that this JVM would open itself. */
    static boolean isFile(String url) {
        return FILE.matcher(url).matches();
    }

    @Override
    public String url(String url) {
        Matcher file = FILE.matcher(url);
        if (!file.matches()) {
            throw new IllegalArgumentException(url);
        }
        String settings = file.group(2) == null ? "" : file.group(2);
        return "jdbc:h2:" + OrderedFilePath.SCHEME + ":" + file.group(1)
                + OURS.matcher(settings).replaceAll("") + NO_MOVES;
    }

    @Override
    public Connection open(Driver driver) throws SQLException {
        Connection connection = driver.connect();
        if (databaseOf(connection).getStore().getMvStore().isClosed()) {
            // It has failed, and nobody has told it to go yet.
            databaseOf(connection).shutdownImmediately();
            connection = driver.connect();
        }
        return DurableConnection.of(connection, commitsOf(databaseOf(connection)));
    }

    private static Database databaseOf(Connection connection) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            return session.getDatabase();
        }
        connection.close();
        throw new SQLException("AUTO_SERVER cannot be had: nobody can promise that another process forces its file");
    }

    /**
     * Those of the database that the connection is one of. It is another one each time that the file is closed and opened: a
     * commit of the one that failed is never acknowledged because the next one forces its file.
     */
    private synchronized GroupCommit commitsOf(Database database) {
        WeakReference<GroupCommit> known = commits.get(database);
        GroupCommit present = known == null ? null : known.get();
        if (present == null) {
            MVStore store = database.getStore().getMvStore();
            store.setAutoCommitDelay(WRITTEN_WHEN_TOLD);
            present = new GroupCommit(new StoreForce(store));
            commits.put(database, new WeakReference<>(present));
        }
        return present;
    }

    /**
     * What has been committed in memory is written as one chunk, and the file forced. The database could do the first, and compact
     * the file, in threads of its own; then a commit would go from hand to hand through four.
     */
    private record StoreForce(MVStore store) implements GroupCommit.FileForce {

        @Override
        public void write() {
            store.commit();
        }

        @Override
        public void run() {
            store.sync();
        }

        @Override
        public void tidy() {
            store.compact(WORTH_COMPACTING, COMPACTED_AT_ONCE);
        }

        @Override
        public boolean isPossible() {
            return !store.isClosed();
        }

        @Override
        public void abandon() {
            store.closeImmediately();
        }
    }
}
