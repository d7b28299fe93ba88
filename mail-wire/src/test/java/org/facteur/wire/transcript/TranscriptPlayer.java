package org.facteur.wire.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.wire.transcript.Transcript.Action;
import org.facteur.wire.transcript.Transcript.Step;

/** Plays one transcript in an environment; what differs is an {@link AssertionError} that shows the dialogue so far. */
public final class TranscriptPlayer {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9]*)}");

    private final TranscriptEnvironment environment;
    private final Transcript transcript;
    private final Path fixtures;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<Integer, Line> lines = new TreeMap<>();
    private final StringBuilder dialogue = new StringBuilder();

    /** @param fixtures the folder of the messages that the transcript names */
    public TranscriptPlayer(TranscriptEnvironment environment, Transcript transcript, Path fixtures) {
        this.environment = environment;
        this.transcript = transcript;
        this.fixtures = fixtures;
    }

    /** One connection with what it has received and what must not come. */
    private static final class Line {
        final Wire wire;
        final List<String> forbidden = new ArrayList<>();
        byte[] buffer = new byte[0];
        int position;
        boolean ended;
        boolean clientClosed;

        Line(Wire wire) {
            this.wire = wire;
        }
    }

    /** @throws AssertionError where the server says something else than the transcript */
    public void play() throws Exception {
        List<byte[]> messages = new ArrayList<>();
        for (String name : transcript.headers("fixture")) {
            messages.add(fixture(name));
        }
        variables.putAll(environment.prepare(transcript, messages));
        try {
            List<Step> steps = transcript.steps();
            for (int i = 0; i < steps.size(); i++) {
                play(steps, i);
            }
            for (Map.Entry<Integer, Line> entry : lines.entrySet()) {
                expectSilence(entry.getKey(), entry.getValue());
            }
        } finally {
            for (Line line : lines.values()) {
                line.wire.close();
            }
        }
    }

    private void play(List<Step> steps, int index) throws Exception {
        Step step = steps.get(index);
        Line line = line(step.connection());
        note(step);
        switch (step.action()) {
            case SEND_LINE ->
                send(line, octets(withSize(substitute(step.text()), steps, index, Action.SEND_OCTETS) + "\r\n"));
            case SEND_ESCAPED -> send(line, unescape(substitute(step.text())));
            case SEND_OCTETS -> send(line, data(step.text()));
            case CLIENT -> client(line, step);
            case EXPECT_LINE -> {
                if (step.text().equals("${lines}")) {
                    return;
                }
                boolean skipping = index > 0
                        && steps.get(index - 1).action() == Action.EXPECT_LINE
                        && steps.get(index - 1).text().equals("${lines}")
                        && steps.get(index - 1).connection() == step.connection();
                expectLine(line, step, withSize(step.text(), steps, index, Action.EXPECT_OCTETS), skipping);
            }
            case EXPECT_OCTETS -> expectOctets(line, step, data(step.text()));
            case FORBID -> line.forbidden.add(step.text());
            case SERVER -> expectClosed(line, step);
        }
    }

    private Line line(int connection) throws Exception {
        Line line = lines.get(connection);
        if (line == null) {
            line = new Line(environment.connect(transcript.header("service").orElse("")));
            lines.put(connection, line);
            String state = transcript.state(connection).orElse("");
            if (!state.isEmpty()) {
                List<Step> prelude = Transcript.parse(
                                transcript.name() + " (state " + state + ")", environment.prelude(state))
                        .steps();
                List<Step> own = prelude.stream()
                        .map(step -> new Step(step.line(), connection, step.action(), step.text()))
                        .toList();
                for (int i = 0; i < own.size(); i++) {
                    play(own, i);
                }
            }
        }
        return line;
    }

    private void send(Line line, byte[] octets) throws IOException {
        line.forbidden.clear();
        line.wire.send(octets);
    }

    private void client(Line line, Step step) throws IOException {
        switch (step.text()) {
            case "tls" -> line.wire.startTls();
            case "deflate" -> line.wire.startCompression();
            case "inflate" -> line.wire.stopCompression();
            case "close" -> {
                line.clientClosed = true;
                line.wire.close();
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void expectLine(Line line, Step step, String expected, boolean skipping) throws IOException {
        Pattern pattern = pattern(expected);
        while (true) {
            String received = readLine(line, step);
            Matcher matcher = pattern.matcher(received);
            if (matcher.matches()) {
                capture(expected, matcher);
                return;
            }
            if (!skipping) {
                throw failure(step, "the server said: " + received);
            }
        }
    }

    private String readLine(Line line, Step step) throws IOException {
        int end;
        while ((end = endOfLine(line)) < 0) {
            fill(line, step);
        }
        String text = new String(line.buffer, line.position, end - line.position, StandardCharsets.ISO_8859_1);
        line.position = end + 2;
        dialogue.append("        <- ").append(text).append('\n');
        for (String forbidden : line.forbidden) {
            if (pattern(forbidden).matcher(text).matches()) {
                throw failure(step, "the server said what it must not: " + text);
            }
        }
        return text;
    }

    private void expectOctets(Line line, Step step, byte[] expected) throws IOException {
        while (line.buffer.length - line.position < expected.length) {
            fill(line, step);
        }
        byte[] received = Arrays.copyOfRange(line.buffer, line.position, line.position + expected.length);
        int difference = Arrays.mismatch(received, expected);
        if (difference >= 0) {
            throw failure(
                    step,
                    "octet " + difference + " differs; the server sent: "
                            + new String(received, StandardCharsets.ISO_8859_1));
        }
        line.position += expected.length;
    }

    private void expectClosed(Line line, Step step) throws IOException {
        if (!step.text().equals("closed")) {
            throw new IllegalArgumentException(step.toString());
        }
        byte[] more = line.position < line.buffer.length
                ? Arrays.copyOfRange(line.buffer, line.position, line.buffer.length)
                : line.ended ? new byte[0] : line.wire.receive();
        if (more.length > 0) {
            throw failure(step, "the server said: " + new String(more, StandardCharsets.ISO_8859_1));
        }
        line.ended = true;
    }

    private void expectSilence(int connection, Line line) throws IOException {
        if (line.clientClosed) {
            return;
        }
        String rest =
                new String(line.buffer, line.position, line.buffer.length - line.position, StandardCharsets.ISO_8859_1)
                        + (line.ended ? "" : new String(line.wire.pending(), StandardCharsets.ISO_8859_1));
        if (!rest.isEmpty()) {
            throw new AssertionError(transcript.name() + ": the server said more on connection " + connection + ": "
                    + rest + "\n" + dialogue);
        }
    }

    private void fill(Line line, Step step) throws IOException {
        byte[] more;
        try {
            more = line.ended ? new byte[0] : line.wire.receive();
        } catch (IOException e) {
            throw failure(step, "nothing came: " + e.getMessage());
        }
        if (more.length == 0) {
            line.ended = true;
            throw failure(step, "the server closed the connection");
        }
        byte[] joined = Arrays.copyOfRange(line.buffer, line.position, line.buffer.length + more.length);
        System.arraycopy(more, 0, joined, line.buffer.length - line.position, more.length);
        line.buffer = joined;
        line.position = 0;
    }

    private static int endOfLine(Line line) {
        for (int i = line.position; i + 1 < line.buffer.length; i++) {
            if (line.buffer[i] == '\r' && line.buffer[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean endsInLiteral(String text) {
        return text.endsWith("{}") || text.endsWith("{+}");
    }

    /** Puts the size of the octets to come into a line that ends with an empty literal. */
    private String withSize(String text, List<Step> steps, int index, Action octets) throws IOException {
        if (!endsInLiteral(text)) {
            return text;
        }
        for (int i = index + 1; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.action() == octets && step.connection() == steps.get(index).connection()) {
                int brace = text.lastIndexOf('{');
                return text.substring(0, brace + 1) + data(step.text()).length + text.substring(brace + 1);
            }
        }
        throw new IllegalArgumentException(
                transcript.name() + ":" + steps.get(index).line() + ": no octets follow");
    }

    private byte[] data(String text) throws IOException {
        if (text.startsWith("\"") && text.endsWith("\"") && text.length() > 1) {
            return unescape(substitute(text.substring(1, text.length() - 1)));
        }
        return fixture(text);
    }

    private byte[] fixture(String name) throws IOException {
        return crlf(Files.readAllBytes(fixtures.resolve(name)));
    }

    /** The same message with CRLF line ends, whichever it has in the repository. */
    private static byte[] crlf(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 64);
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(message[i]);
        }
        return out.toByteArray();
    }

    private String substitute(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = variables.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException(transcript.name() + ": nothing captured ${" + match.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private Pattern pattern(String expected) {
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(expected);
        int position = 0;
        List<String> captured = new ArrayList<>();
        while (variable.find()) {
            regex.append(quote(expected.substring(position, variable.start())));
            position = variable.end();
            String name = variable.group(1);
            String known = variables.get(name);
            if (name.equals("any")) {
                regex.append(".*");
            } else if (known != null) {
                regex.append(quote(known));
            } else if (captured.contains(name)) {
                regex.append("\\k<").append(name).append('>');
            } else {
                captured.add(name);
                regex.append("(?<").append(name).append(">.+?)");
            }
        }
        return Pattern.compile(regex.append(quote(expected.substring(position))).toString(), Pattern.DOTALL);
    }

    private static String quote(String text) {
        return text.isEmpty() ? "" : Pattern.quote(new String(octets(text), StandardCharsets.ISO_8859_1));
    }

    private void capture(String expected, Matcher matcher) {
        Matcher variable = VARIABLE.matcher(expected);
        while (variable.find()) {
            String name = variable.group(1);
            if (!name.equals("any") && !variables.containsKey(name)) {
                variables.put(name, matcher.group(name));
            }
        }
    }

    private byte[] unescape(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = octets(text);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '\\') {
                out.write(octets[i]);
                continue;
            }
            i++;
            switch (octets[i]) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '0' -> out.write(0);
                case '\\' -> out.write('\\');
                case 'x' -> {
                    out.write(Integer.parseInt(new String(octets, i + 1, 2, StandardCharsets.US_ASCII), 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException(transcript.name() + ": unknown escape in " + text);
            }
        }
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void note(Step step) {
        dialogue.append(String.format("%5d %d ", step.line(), step.connection()))
                .append(step.action())
                .append(' ')
                .append(step.text())
                .append('\n');
    }

    private AssertionError failure(Step step, String what) {
        return new AssertionError(transcript.name() + ":" + step.line() + ": expected " + step.text() + "\n  but "
                + what + "\n" + dialogue);
    }
}
