package org.facteur.wire.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.facteur.wire.transcript.Transcript.Action;
import org.facteur.wire.transcript.Transcript.Step;

/**
 * What clients say in transcripts, with mistakes: whatever comes, a session answers or closes, and throws nothing. Each input is
 * made of its number alone, so that a failure is played again by {@code -Dfacteur.fuzz.first=NUMBER}; {@code -Dfacteur.fuzz.inputs}
 * says how many there are.
 */
public final class TranscriptFuzz {

    private static final long INPUTS = Long.getLong("facteur.fuzz.inputs", 4_000);
    private static final long FIRST = Long.getLong("facteur.fuzz.first", 0);

    /** No input may take longer; what takes a thousandth of it is slow. */
    private static final long MOST_NANOS = 20_000_000_000L;

    private static final int MOST_MISTAKES = 6;
    private static final int MOST_REPEATED = 600;

    private final List<Transcript> transcripts = new ArrayList<>();
    private final Supplier<? extends TranscriptEnvironment> environments;

    /** @param root as for {@link Transcripts#below} */
    public TranscriptFuzz(Path root, Supplier<? extends TranscriptEnvironment> environments) throws IOException {
        this.environments = environments;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                transcripts.add(Transcript.read(root, file));
            }
        }
    }

    /** @throws AssertionError that names the input, if a session fails or takes too long */
    public void play() throws Exception {
        for (long number = FIRST; number < FIRST + INPUTS; number++) {
            long begun = System.nanoTime();
            try {
                play(new Random(number));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Input " + number + ": " + e, e);
            }
            if (System.nanoTime() - begun > MOST_NANOS) {
                throw new AssertionError("Input " + number + " took too long");
            }
        }
    }

    private void play(Random random) throws Exception {
        Transcript transcript = transcripts.get(random.nextInt(transcripts.size()));
        TranscriptEnvironment environment = environments.get();
        Map<String, String> variables = environment.prepare(transcript, List.of());
        String state = transcript.state(1).orElse("");
        try (Wire wire = environment.connect(transcript.header("service").orElse(""))) {
            if (!state.isEmpty()) {
                wire.send(said(Transcript.parse("prelude", environment.prelude(state)), variables));
            }
            byte[] octets = withMistakes(said(transcript, variables), random);
            int at = 0;
            while (at < octets.length) {
                int length = Math.min(octets.length - at, 1 + random.nextInt(400));
                wire.send(Arrays.copyOfRange(octets, at, at + length));
                at += length;
            }
            wire.pending();
        } catch (IOException e) {
            // The session has closed the connection, as it may.
        }
    }

    private static byte[] said(Transcript transcript, Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        for (Step step : transcript.steps()) {
            if (step.action() == Action.SEND_LINE) {
                text.append(step.text().replace("{}", "{3}").replace("{+}", "{3+}"))
                        .append("\r\n");
            } else if (step.action() == Action.SEND_OCTETS || step.action() == Action.SEND_ESCAPED) {
                text.append("x\r\n");
            }
        }
        String said = text.toString();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            said = said.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return said.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] withMistakes(byte[] octets, Random random) {
        byte[] result = octets;
        int mistakes = 1 + random.nextInt(MOST_MISTAKES);
        for (int i = 0; i < mistakes && result.length > 0; i++) {
            result = withMistake(result, random);
        }
        return result;
    }

    /** Replaces, removes, repeats or inserts a part. */
    private byte[] withMistake(byte[] octets, Random random) {
        int from = random.nextInt(octets.length);
        int to = Math.min(octets.length, from + 1 + random.nextInt(12));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(octets, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> {
                for (int i = from; i < to; i++) {
                    out.write(random.nextInt(256));
                }
            }
            case 1 -> {
                // left out
            }
            case 2 -> {
                int times = 1 + random.nextInt(random.nextInt(8) == 0 ? MOST_REPEATED : 3);
                for (int i = 0; i < times; i++) {
                    out.write(octets, from, to - from);
                }
                to = from;
            }
            case 3 -> {
                out.writeBytes("()[]{}\"\\<>*%$~&+-.:, \r\n\0"
                        .substring(random.nextInt(24))
                        .getBytes(StandardCharsets.US_ASCII));
                to = from;
            }
            default -> {
                byte[] other = transcripts
                        .get(random.nextInt(transcripts.size()))
                        .steps()
                        .get(0)
                        .text()
                        .getBytes(StandardCharsets.UTF_8);
                out.writeBytes(other);
            }
        }
        out.write(octets, to, octets.length - to);
        return out.toByteArray();
    }
}
