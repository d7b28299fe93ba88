package org.facteur.wire.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One transcript file: its headers and its steps; the format is described in this package's Javadoc. */
public final class Transcript {

    /** What one line of the file asks for; {@code line} is its number in the file. */
    public record Step(int line, int connection, Action action, String text) {}

    /** The kinds of steps. */
    public enum Action {
        SEND_LINE("C:"),
        SEND_ESCAPED("C~"),
        SEND_OCTETS("C|"),
        CLIENT("C>"),
        EXPECT_LINE("S:"),
        EXPECT_OCTETS("S|"),
        FORBID("S!"),
        SERVER("S>");

        private final String mark;

        Action(String mark) {
            this.mark = mark;
        }

        static Action of(String mark) {
            for (Action action : values()) {
                if (action.mark.equals(mark)) {
                    return action;
                }
            }
            throw new IllegalArgumentException(mark);
        }
    }

    private record Header(String name, String value) {}

    private static final Pattern STEP = Pattern.compile("(\\d?)([CS][:~|>!])(?: (.*))?");
    private static final Pattern HEADER = Pattern.compile("([a-z]+(?: \\d)?): *(.*)");

    private final String name;
    private final List<Header> headers = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private Transcript(String name) {
        this.name = name;
    }

    /** Reads a file; its name in reports is its path below {@code root}. */
    public static Transcript read(Path root, Path file) throws IOException {
        return parse(root.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException naming the line that is neither header nor step */
    public static Transcript parse(String name, String text) {
        Transcript transcript = new Transcript(name);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                transcript.add(number, line);
            }
        }
        return transcript;
    }

    private void add(int number, String line) {
        Matcher step = STEP.matcher(line);
        Matcher header = HEADER.matcher(line);
        if (step.matches()) {
            int connection = step.group(1).isEmpty() ? 1 : Integer.parseInt(step.group(1));
            String text = step.group(3) == null ? "" : step.group(3);
            steps.add(new Step(number, connection, Action.of(step.group(2)), text));
        } else if (steps.isEmpty() && header.matches()) {
            headers.add(new Header(header.group(1), header.group(2).strip()));
        } else {
            throw new IllegalArgumentException(name + ":" + number + ": neither a header nor a step: " + line);
        }
    }

    public String name() {
        return name;
    }

    public List<Step> steps() {
        return steps;
    }

    /** The values of a header that may be repeated, in their order. */
    public List<String> headers(String header) {
        return headers.stream()
                .filter(each -> each.name().equals(header))
                .map(Header::value)
                .toList();
    }

    public Optional<String> header(String header) {
        return headers(header).stream().findFirst();
    }

    /** How far a connection is when it enters; empty if it begins with the greeting. */
    public Optional<String> state(int connection) {
        return header("state " + connection).or(() -> header("state"));
    }

    @Override
    public String toString() {
        return name;
    }
}
