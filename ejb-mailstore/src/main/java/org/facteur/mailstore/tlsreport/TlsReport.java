package org.facteur.mailstore.tlsreport;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.AppliedPolicy.Kind;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;

/**
 * What a destination is told of the connections to it (RFC 8460 section 4.4).
 *
 * @param id the same however often it is sent
 * @param organisation who tells it
 * @param contact an address
 * @param destination who is told
 * @param begin of the time that it covers
 * @param end of that time
 */
record TlsReport(
        String id,
        String organisation,
        String contact,
        String destination,
        Instant begin,
        Instant end,
        List<TlsCount> counts) {

    TlsReport {
        begin = begin.truncatedTo(ChronoUnit.SECONDS);
        end = end.truncatedTo(ChronoUnit.SECONDS);
        counts = List.copyOf(counts);
    }

    /** How many connections were as they should be, or not. */
    long sessions(boolean failed) {
        return sessions(counts, failed);
    }

    private static long sessions(List<TlsCount> some, boolean failed) {
        return some.stream()
                .filter(count -> count.outcome().failure().isPresent() == failed)
                .mapToLong(TlsCount::sessions)
                .sum();
    }

    /** As it is sent, in JSON and compressed. */
    byte[] compressed() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets);
                JsonGenerator json = Json.createGenerator(gzip)) {
            write(json);
        } catch (IOException e) { // none in memory
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private void write(JsonGenerator json) {
        json.writeStartObject()
                .write("organization-name", organisation)
                .writeStartObject("date-range")
                .write("start-datetime", begin.toString())
                .write("end-datetime", end.toString())
                .writeEnd()
                .write("contact-info", contact)
                .write("report-id", id)
                .writeStartArray("policies");
        Map<AppliedPolicy, List<TlsCount>> byPolicy = new LinkedHashMap<>();
        counts.forEach(count -> byPolicy.computeIfAbsent(count.outcome().policy(), policy -> new ArrayList<>())
                .add(count));
        byPolicy.forEach((policy, some) -> write(json, policy, some));
        json.writeEnd().writeEnd();
    }

    private static void write(JsonGenerator json, AppliedPolicy policy, List<TlsCount> some) {
        json.writeStartObject()
                .writeStartObject("policy")
                .write("policy-type", policy.kind().word());
        if (!policy.lines().isEmpty()) {
            json.writeStartArray("policy-string");
            policy.lines().forEach(json::write);
            json.writeEnd();
        }
        json.write("policy-domain", policy.domain());
        if (policy.kind() == Kind.STS && !policy.hosts().isEmpty()) {
            json.writeStartArray("mx-host");
            policy.hosts().forEach(json::write);
            json.writeEnd();
        }
        json.writeEnd()
                .writeStartObject("summary")
                .write("total-successful-session-count", sessions(some, false))
                .write("total-failure-session-count", sessions(some, true))
                .writeEnd();
        List<TlsCount> failed = some.stream()
                .filter(count -> count.outcome().failure().isPresent())
                .toList();
        if (!failed.isEmpty()) {
            json.writeStartArray("failure-details");
            failed.forEach(count -> write(json, count));
            json.writeEnd();
        }
        json.writeEnd();
    }

    private static void write(JsonGenerator json, TlsCount count) {
        TlsOutcome outcome = count.outcome();
        json.writeStartObject();
        text(json, "result-type", outcome.failure().map(TlsFailure::word).orElse(""));
        text(json, "sending-mta-ip", outcome.sender());
        text(json, "receiving-mx-hostname", outcome.host());
        text(json, "receiving-ip", outcome.address());
        json.write("failed-session-count", count.sessions());
        text(json, "failure-reason-code", outcome.reason());
        json.writeEnd();
    }

    private static void text(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.write(name, value);
        }
    }
}
