package org.facteur.wire.abuse;

import java.net.InetAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.facteur.api.network.Network;

/**
 * What a client may do before it is refused, slowed or blocked. A client is an address, or the /64 network of an IPv6 address;
 * a number of 0 is no limit.
 *
 * @param connections of a client at once
 * @param connectionRate new connections of a client in a minute
 * @param badCommands of a client within the window; with half of them it is slowed, with all it is blocked
 * @param unknownUsers likewise
 * @param failedLogins likewise
 * @param accountFailedLogins failed logins to an account from clients that are new to it, within the window; with half of them they are
 *     slowed, with all of them none is looked at for the time of a block
 * @param window the time in which all that was counted is forgiven, little by little
 * @param delay how long a client that is slowed waits for the answer to its next offence
 * @param block how long a client that is blocked is refused
 * @param exempt networks that none of this concerns
 */
public record AbuseLimits(
        int connections,
        int connectionRate,
        int badCommands,
        int unknownUsers,
        int failedLogins,
        int accountFailedLogins,
        Duration window,
        Duration delay,
        Duration block,
        List<Network> exempt) {

    /** A delay must end before the patience of any client or session does. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(1);

    /** What holds unless configured otherwise: a house full of people behind one address keeps below it. */
    public static final AbuseLimits DEFAULT = new AbuseLimits(
            500,
            600,
            100,
            50,
            30,
            30,
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(15),
            List.of());

    /** Nothing is counted. */
    public static final AbuseLimits NONE =
            new AbuseLimits(0, 0, 0, 0, 0, 0, DEFAULT.window(), DEFAULT.delay(), DEFAULT.block(), List.of());

    /** @throws IllegalArgumentException with a sentence */
    public AbuseLimits {
        exempt = List.copyOf(exempt);
        if (IntStream.of(connections, connectionRate, badCommands, unknownUsers, failedLogins, accountFailedLogins)
                .anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("A limit is 0, for none, or a positive number");
        }
        atMost("window", window, LONGEST);
        atMost("delay", delay, LONGEST_DELAY);
        atMost("block", block, LONGEST);
        if (window.isZero()) {
            throw new IllegalArgumentException("A window of PT0S forgives everything at once");
        }
    }

    private static void atMost(String name, Duration duration, Duration most) {
        if (duration.isNegative() || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("A " + name + " of " + duration + " is not between PT0S and " + most);
        }
    }

    /**
     * Reads limits that are written by their names, such as {@code connections=500 rate=600 badCommands=100 unknownUsers=50
     * failedLogins=30 accountFailedLogins=30 window=PT10M delay=PT5S block=PT15M}; what is not named is as in {@link #DEFAULT}.
     *
     * @throws IllegalArgumentException with a sentence that quotes what is wrong
     */
    public static AbuseLimits parse(String text, List<Network> exempt) {
        Map<String, String> values = new HashMap<>();
        for (String part : text.strip().split("\\s+")) {
            int equals = part.indexOf('=');
            if (equals < 0 && !part.isEmpty()) {
                throw new IllegalArgumentException("'" + part + "' is not written as name=value");
            }
            if (equals >= 0) {
                values.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        AbuseLimits limits = new AbuseLimits(
                number(values, "connections", DEFAULT.connections),
                number(values, "rate", DEFAULT.connectionRate),
                number(values, "badCommands", DEFAULT.badCommands),
                number(values, "unknownUsers", DEFAULT.unknownUsers),
                number(values, "failedLogins", DEFAULT.failedLogins),
                number(values, "accountFailedLogins", DEFAULT.accountFailedLogins),
                duration(values, "window", DEFAULT.window),
                duration(values, "delay", DEFAULT.delay),
                duration(values, "block", DEFAULT.block),
                exempt);
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no limit called " + values.keySet().iterator().next());
        }
        return limits;
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String value = values.remove(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + value + "', which is no number", e);
        }
    }

    private static Duration duration(Map<String, String> values, String name, Duration otherwise) {
        String value = values.remove(name);
        try {
            return value == null ? otherwise : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is '" + value + "', which is no duration such as PT5M", e);
        }
    }

    boolean isExempt(InetAddress client) {
        return exempt.stream().anyMatch(network -> network.contains(client));
    }

    int of(Offence offence) {
        return switch (offence) {
            case BAD_COMMAND -> badCommands;
            case UNKNOWN_USER -> unknownUsers;
            case FAILED_LOGIN -> failedLogins;
        };
    }
}
