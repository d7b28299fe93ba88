package org.facteur.mailstore.tlsreport;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads the reports of others as they come, without a tree of what they say: what is not known is passed over, what is too much is left out, and what is
 * not a report is none.
 */
final class TlsReportSyntax {

    /** Policies of one report that are looked at. */
    static final int MOST_POLICIES = 100;

    /** Failures of one policy that are looked at. */
    static final int MOST_FAILURES = 100;

    /** Failures of one report that are looked at. */
    static final int MOST_FAILURES_OF_REPORT = 500;

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_REASON = 500;

    private final JsonParser parser;

    private String organisation = "";
    private String name = "";
    private String contact = "";
    private String begin = "";
    private String end = "";
    private final List<ReceivedReport.Policy> policies = new ArrayList<>();
    private int collected;

    private TlsReportSyntax(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Empty if it is no report.
     *
     * @param json of bounded length
     * @throws IOException if it cannot be read
     */
    static Optional<ReceivedReport> read(InputStream json) throws IOException {
        try (JsonParser parser = Json.createParser(json)) {
            if (parser.next() != Event.START_OBJECT) {
                return Optional.empty();
            }
            TlsReportSyntax syntax = new TlsReportSyntax(parser);
            syntax.members(syntax::member);
            return syntax.report();
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            return Optional.empty();
        }
    }

    private Optional<ReceivedReport> report() {
        try {
            Instant from = OffsetDateTime.parse(begin).toInstant();
            Instant to = OffsetDateTime.parse(end).toInstant();
            boolean isWhole = !organisation.isEmpty() && !name.isEmpty() && !policies.isEmpty() && !to.isBefore(from);
            return isWhole
                    ? Optional.of(new ReceivedReport(0, organisation, name, contact, to, from, to, policies))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Takes a member of an object whose name has been read, and moves to the end of its value. */
    private interface Member {
        void take(String key);
    }

    /** Goes through an object that has begun. */
    private void members(Member member) {
        while (parser.next() == Event.KEY_NAME) {
            member.take(parser.getString());
        }
    }

    /** Goes through an array of objects, as long as there is room for more. A name may be there again and again, and its array with it. */
    private void objects(BooleanSupplier hasRoom, Runnable object) {
        if (parser.next() != Event.START_ARRAY) {
            passOver();
            return;
        }
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            if (event == Event.START_OBJECT && hasRoom.getAsBoolean()) {
                object.run();
            } else {
                passOver();
            }
        }
    }

    private void member(String key) {
        switch (key) {
            case "organization-name" -> organisation = text(LONGEST_NAME);
            case "report-id" -> name = text(LONGEST_NAME);
            case "contact-info" -> contact = text(LONGEST_NAME);
            case "date-range" -> object(this::range);
            case "policies" ->
                objects(() -> policies.size() < MOST_POLICIES, () -> policies.add(new PolicySyntax().read()));
            default -> value();
        }
    }

    private void range(String key) {
        switch (key) {
            case "start-datetime" -> begin = text(LONGEST_ADDRESS);
            case "end-datetime" -> end = text(LONGEST_ADDRESS);
            default -> value();
        }
    }

    private void object(Member member) {
        if (parser.next() == Event.START_OBJECT) {
            members(member);
        } else {
            passOver();
        }
    }

    private void value() {
        parser.next();
        passOver();
    }

    /** The rest of the value that has begun. */
    private void passOver() {
        int depth = 0;
        for (Event event = parser.currentEvent(); ; event = parser.next()) {
            switch (event) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return;
            }
        }
    }

    private String text(int longest) {
        if (parser.next() != Event.VALUE_STRING) {
            passOver();
            return "";
        }
        String line = parser.getString().replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest);
    }

    private long number() {
        if (parser.next() != Event.VALUE_NUMBER) {
            passOver();
            return 0;
        }
        BigDecimal number = parser.getBigDecimal();
        return number.signum() < 0 || number.precision() - number.scale() > 18 ? 0 : number.longValue();
    }

    /** One policy, its numbers and its failures. */
    private final class PolicySyntax {

        private String kind = "";
        private String domain = "";
        private long successes;
        private long failures;
        private final List<ReceivedReport.Failure> details = new ArrayList<>();

        ReceivedReport.Policy read() {
            members(key -> {
                switch (key) {
                    case "policy" -> object(this::policy);
                    case "summary" -> object(this::summary);
                    case "failure-details" -> objects(this::hasRoom, this::failure);
                    default -> value();
                }
            });
            return new ReceivedReport.Policy(kind, domain, successes, failures, details);
        }

        private boolean hasRoom() {
            return details.size() < MOST_FAILURES && collected < MOST_FAILURES_OF_REPORT;
        }

        private void failure() {
            collected++;
            details.add(new FailureSyntax().read());
        }

        private void policy(String key) {
            switch (key) {
                case "policy-type" -> kind = text(32);
                case "policy-domain" -> domain = text(LONGEST_NAME);
                default -> value();
            }
        }

        private void summary(String key) {
            switch (key) {
                case "total-successful-session-count" -> successes = number();
                case "total-failure-session-count" -> failures = number();
                default -> value();
            }
        }
    }

    /** Connections that failed the same way. */
    private final class FailureSyntax {

        private String kind = "";
        private String sender = "";
        private String host = "";
        private String address = "";
        private String reason = "";
        private long sessions;

        ReceivedReport.Failure read() {
            members(this::member);
            return new ReceivedReport.Failure(kind, sender, host, address, reason, sessions);
        }

        private void member(String key) {
            switch (key) {
                case "result-type" -> kind = text(LONGEST_ADDRESS);
                case "sending-mta-ip" -> sender = text(LONGEST_ADDRESS);
                case "receiving-mx-hostname" -> host = text(LONGEST_NAME);
                case "receiving-ip" -> address = text(LONGEST_ADDRESS);
                case "failure-reason-code" -> reason = text(LONGEST_REASON);
                case "failed-session-count" -> sessions = number();
                default -> value();
            }
        }
    }
}
