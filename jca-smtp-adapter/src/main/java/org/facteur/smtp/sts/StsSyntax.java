package org.facteur.smtp.sts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;

/** Reads the record that announces a policy, and the policy (RFC 8461 sections 3.1 and 3.2). What is not as it should be is none. */
final class StsSyntax {

    private static final String VERSION = "STSv1";

    private static final Pattern RECORD = Pattern.compile("v=" + VERSION + "[ \t]*;(.*)", Pattern.DOTALL);
    private static final Pattern RECORD_FIELD = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([!-:<>-~]+)");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final int LONGEST_HOST = 253;

    /** About a year, the longest that a policy may hold. */
    private static final long LONGEST_AGE = 31_557_600;

    private StsSyntax() {}

    /** The id that the TXT records of a domain announce; empty unless exactly one of them is of this kind, and right. */
    static Optional<String> id(List<String> records) {
        List<String> fields = new ArrayList<>();
        for (String record : records) {
            Matcher matcher = RECORD.matcher(record);
            if (matcher.matches()) {
                fields.add(matcher.group(1));
            }
        }
        return fields.size() == 1 ? idIn(fields.get(0)) : Optional.empty();
    }

    private static Optional<String> idIn(String fields) {
        Optional<String> id = Optional.empty();
        for (String each : fields.split(";", -1)) {
            String field = each.strip();
            if (field.isEmpty()) {
                continue;
            }
            Matcher matcher = RECORD_FIELD.matcher(field);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            if (matcher.group(1).equals("id") && id.isEmpty()) {
                id = Optional.of(matcher.group(2))
                        .filter(text -> ID.matcher(text).matches());
                if (id.isEmpty()) {
                    return id;
                }
            }
        }
        return id;
    }

    /** @param id under which it was announced */
    static Optional<StsPolicy> policy(String text, String id, Instant fetched) {
        Map<String, String> fields = new HashMap<>();
        List<String> hosts = new ArrayList<>();
        for (String line : text.split("\r?\n")) {
            Matcher matcher = FIELD.matcher(line);
            if (matcher.matches()) {
                String value = matcher.group(2);
                if (matcher.group(1).equals("mx")) {
                    hosts.add(value.toLowerCase(Locale.ROOT));
                } else {
                    fields.putIfAbsent(matcher.group(1), value);
                }
            } else if (!line.isBlank()) {
                return Optional.empty();
            }
        }
        Optional<Mode> mode = mode(fields.getOrDefault("mode", ""));
        String age = fields.getOrDefault("max_age", "");
        boolean isRight = VERSION.equals(fields.get("version"))
                && SECONDS.matcher(age).matches()
                && mode.isPresent()
                && (mode.get() == Mode.NONE || !hosts.isEmpty())
                && hosts.stream().allMatch(StsSyntax::isHost);
        return isRight
                ? Optional.of(new StsPolicy(
                        id,
                        mode.get(),
                        hosts.stream().distinct().toList(),
                        Duration.ofSeconds(Math.min(LONGEST_AGE, Long.parseLong(age))),
                        fetched))
                : Optional.empty();
    }

    private static Optional<Mode> mode(String word) {
        for (Mode mode : Mode.values()) {
            if (mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    private static boolean isHost(String host) {
        return host.length() <= LONGEST_HOST && HOST.matcher(host).matches();
    }
}
