package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path folder;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final ServerLog.Sink sink = new ServerLog.Sink();
    private ServerLog log;

    @BeforeEach
    void open() throws StartupFailure {
        System.setOut(new PrintStream(terminal, true, StandardCharsets.UTF_8));
        log = ServerLog.open(folder);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    private void publish(Level level, String logger, String message, @Nullable Throwable thrown) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName(logger);
        record.setThrown(thrown);
        sink.publish(record);
    }

    private String onTerminal() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    private String inFile() throws Exception {
        sink.flush();
        return Files.readString(folder.resolve("facteur.0.log"));
    }

    @Test
    void aStartIsSilentOnTheTerminalAndCompleteInTheFile() throws Exception {
        publish(Level.WARNING, "server", "careful", null);
        publish(Level.INFO, "org.facteur.smtp.X", "listening", null);

        assertThat(onTerminal()).isEmpty();
        assertThat(inFile()).contains("careful", "listening");
    }

    @Test
    void afterTheStartTheTerminalHasOurEventsAndTheServersWarnings() {
        log.started();

        publish(Level.INFO, "server", "chatter", null);
        publish(Level.WARNING, "server", "careful", null);
        publish(Level.INFO, "org.facteur.smtp.SmtpConnection", "a message came", null);

        assertThat(onTerminal().lines()).hasSize(2);
        assertThat(onTerminal()).contains("server: careful", "SmtpConnection: a message came");
    }

    @Test
    void whatIsPrintedGoesToTheFileALineAtATime() throws Exception {
        System.out.println("from a library");
        System.err.println("and more");

        assertThat(onTerminal()).isEmpty();
        assertThat(inFile()).contains("stdout: from a library", "stderr: and more");
    }

    @Test
    void theFirstErrorExplainsAFailureByItsRootCause() {
        publish(Level.WARNING, "server", "careful", new IllegalStateException("a mere warning"));
        publish(
                Level.SEVERE,
                "server",
                "failed",
                new IllegalStateException("outer", new IllegalArgumentException("inner\nmore")));
        publish(Level.SEVERE, "server", "failed again", new IllegalStateException("a consequence"));

        assertThat(log.explanation()).contains("inner (more in " + folder.resolve("facteur.0.log") + ")");
    }

    @Test
    void aDatabaseThatFailsIsNamedAsSuch() {
        publish(
                Level.SEVERE,
                "server",
                "failed",
                new IllegalStateException(new SQLException("no connection", new java.net.ConnectException("refused"))));

        assertThat(log.explanation())
                .get()
                .asString()
                .startsWith("The database cannot be used, see FACTEUR_DB_URL: refused");
    }

    @Test
    void withoutAnExceptionThereIsNoExplanation() {
        publish(Level.SEVERE, "server", "failed", null);

        assertThat(log.explanation()).isEmpty();
    }
}
