package org.facteur.micro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where the log goes: all of it to files in the data folder, and to the terminal one line for each event of Facteur's own
 * and for each warning of the server's. Until the server is up nothing goes to the terminal: a failed start is explained in one
 * sentence, and the files have the rest.
 *
 * <p>The server makes the handlers by name when it reads its logging configuration, so their state is this class's.
 */
final class ServerLog {
    private static final int FILE_BYTES = 10 << 20;
    private static final int FILES = 5;
    private static final int LONGEST_LINE = 4096;

    private static @Nullable ServerLog current;

    private final PrintStream terminal = System.out;

    private final Path file;
    private final FileHandler files;
    private boolean started;
    private Optional<Throwable> firstError = Optional.empty();
    private Optional<Throwable> firstWarning = Optional.empty();

    private ServerLog(Path file, FileHandler files) {
        this.file = file;
        this.files = files;
    }

    static synchronized ServerLog open(Path folder) throws StartupFailure {
        try {
            FileHandler files = new FileHandler(folder.resolve("facteur.%g.log").toString(), FILE_BYTES, FILES, true);
            files.setFormatter(new LogFormat(true));
            files.setEncoding("UTF-8");
            ServerLog log = new ServerLog(folder.resolve("facteur.0.log"), files);
            current = log;
            System.setOut(log.asStream("stdout"));
            System.setErr(log.asStream("stderr"));
            return log;
        } catch (IOException e) {
            throw new StartupFailure("The log files in " + folder + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static synchronized @Nullable ServerLog current() {
        return current;
    }

    synchronized void started() {
        started = true;
    }

    /** What the server threw out of its start. */
    synchronized void failed(Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, "The server did not start");
        record.setLoggerName(Main.class.getName());
        record.setThrown(thrown);
        publish(record);
    }

    /** The sentence for a start that failed for a reason that nobody reported: the first exception in the log. */
    synchronized Optional<String> explanation() {
        return firstError.or(() -> firstWarning).map(problem -> explain(problem) + " (more in " + file + ")");
    }

    private static String explain(Throwable problem) {
        boolean database = false;
        Throwable root = problem;
        while (root.getCause() != null) {
            database |= root instanceof SQLException;
            root = root.getCause();
        }
        String message = Optional.ofNullable(root.getMessage())
                .flatMap(text -> text.lines().filter(line -> !line.isBlank()).findFirst())
                .orElse(root.getClass().getSimpleName());
        return database || root instanceof SQLException
                ? "The database cannot be used, see FACTEUR_DB_URL: " + message
                : message;
    }

    /** What parts of the server print goes to the files, a line at a time: the terminal is for events. */
    private PrintStream asStream(String name) {
        return new PrintStream(
                new OutputStream() {
                    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

                    @Override
                    public synchronized void write(int octet) {
                        if (octet != '\n' && line.size() < LONGEST_LINE) {
                            line.write(octet);
                        } else if (line.size() > 0) {
                            LogRecord record = new LogRecord(Level.INFO, line.toString(StandardCharsets.UTF_8));
                            record.setLoggerName(name);
                            files.publish(record);
                            line.reset();
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private synchronized void publish(LogRecord record) {
        files.publish(record);
        if (!started) {
            Optional<Throwable> thrown = Optional.ofNullable(record.getThrown());
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                firstError = firstError.or(() -> thrown);
            } else if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                firstWarning = firstWarning.or(() -> thrown);
            }
        } else if (record.getLevel().intValue() >= Level.WARNING.intValue()
                || String.valueOf(record.getLoggerName()).startsWith("org.facteur")) {
            terminal.print(LogFormat.LINE.format(record));
        }
    }

    private synchronized void flush() {
        files.flush();
        terminal.flush();
    }

    /** The root handler, made by the logging configuration. */
    public static final class Sink extends Handler {
        /** Called by {@code java.util.logging}. */
        public Sink() {}

        @Override
        public void publish(LogRecord record) {
            ServerLog log = log();
            if (log != null && isLoggable(record)) {
                log.publish(record);
            }
        }

        @Override
        public void flush() {
            ServerLog log = log();
            if (log != null) {
                log.flush();
            }
        }

        @Override
        public void close() {
            flush();
        }

        private static @Nullable ServerLog log() {
            return current();
        }
    }
}
