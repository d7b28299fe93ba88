package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    private static LogRecord warning(String message) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName("org.facteur.smtp.SmtpConnection");
        return record;
    }

    @Test
    void anEventIsOneLineWhateverItSays() {
        LogRecord record = warning("EHLO evil\r\n2026-01-01 INFO forged\u007f");
        record.setThrown(new IllegalStateException("broken\npipe"));

        String line = LogFormat.LINE.format(record);

        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains(" WARN  SmtpConnection: EHLO evil: java.lang.IllegalStateException: broken pipe");
        assertThat(new LogFormat(true).format(record).lines().findFirst())
                .get()
                .asString()
                .endsWith("org.facteur.smtp.SmtpConnection: EHLO evil  2026-01-01 INFO forged ");
    }

    @Test
    void inDetailThePackageAndTheStackTraceAreThere() {
        LogRecord record = warning("broken");
        record.setThrown(new IllegalStateException("why"));

        assertThat(new LogFormat(true).format(record))
                .contains("org.facteur.smtp.SmtpConnection: broken")
                .contains("at org.facteur.micro.LogFormatTest");
    }

    @Test
    void parametersAreFilledIn() {
        LogRecord record = warning("{0} of {1}");
        record.setParameters(new Object[] {1, 2});

        assertThat(LogFormat.LINE.format(record)).endsWith("1 of 2" + System.lineSeparator());
    }
}
