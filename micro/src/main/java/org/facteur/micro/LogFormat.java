package org.facteur.micro;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line an event: time, level, the class that speaks, the first line of what it says. In detail it names the package of the class as
 * well, has all that it says, with spaces for line breaks, and the stack trace follows.
 */
final class LogFormat extends Formatter {
    static final LogFormat LINE = new LogFormat(false);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final boolean detailed;

    LogFormat(boolean detailed) {
        this.detailed = detailed;
    }

    @Override
    public String format(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(record.getInstant()))
                .append(' ')
                .append(level(record.getLevel()))
                .append(' ')
                .append(detailed ? logger : logger.substring(logger.lastIndexOf('.') + 1))
                .append(": ");
        // a message of the server may hold a whole stack trace
        String message = formatMessage(record).strip();
        appendOnOneLine(line, detailed ? message : message.lines().findFirst().orElse(""));
        Throwable thrown = record.getThrown();
        if (thrown != null && detailed) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.append(System.lineSeparator()).append(trace.toString().stripTrailing());
        } else if (thrown != null) {
            appendOnOneLine(line.append(": "), thrown.toString());
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    private static void appendOnOneLine(StringBuilder line, String text) {
        text.strip().chars().map(c -> c < ' ' || c == 0x7f ? ' ' : c).forEach(c -> line.append((char) c));
    }
}
