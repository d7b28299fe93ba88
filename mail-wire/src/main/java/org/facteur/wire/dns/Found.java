package org.facteur.wire.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.facteur.wire.dns.DnsAnswer.Status;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * What a message of a name server answers.
 *
 * @param name that is asked for, or that its aliases lead to
 * @param life how long it may be remembered
 * @param octets what it weighs
 */
record Found(Status status, Name name, List<Record> records, boolean validated, Duration life, int octets)
        implements Reply {

    private static final int MAX_ALIASES = 16;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** RFC 2308 section 5 recommends one to three hours at most; mail comes back sooner. */
    private static final Duration LONGEST_NOTHING = Duration.ofMinutes(15);

    private static final Duration NOTHING_UNTOLD = Duration.ofMinutes(1);

    static Found of(Question question, Message message) {
        List<Record> answer = message.getSection(Section.ANSWER);
        Name name = question.name();
        long ttl = LONGEST.toSeconds();
        for (int i = 0; i < MAX_ALIASES; i++) {
            CNAMERecord alias = alias(answer, name);
            if (alias == null) {
                break;
            }
            ttl = Math.min(ttl, alias.getTTL());
            name = alias.getTarget();
        }
        List<Record> records = new ArrayList<>();
        for (Record record : answer) {
            if (record.getType() == question.type() && record.getName().equals(name)) {
                records.add(record);
                ttl = Math.min(ttl, record.getTTL());
            }
        }
        boolean isThere = message.getRcode() == Rcode.NOERROR;
        Status status = !records.isEmpty() ? Status.FOUND : isThere ? Status.NO_RECORDS : Status.NO_NAME;
        Duration life = records.isEmpty() ? lifeOfNothing(message) : Duration.ofSeconds(ttl);
        return new Found(
                status,
                name,
                List.copyOf(records),
                message.getHeader().getFlag(Flags.AD),
                life.compareTo(SHORTEST) < 0 ? SHORTEST : life,
                128 + message.numBytes());
    }

    private static @Nullable CNAMERecord alias(List<Record> answer, Name name) {
        for (Record record : answer) {
            if (record instanceof CNAMERecord alias && alias.getName().equals(name)) {
                return alias;
            }
        }
        return null;
    }

    private static Duration lifeOfNothing(Message message) {
        for (Record record : message.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord start) {
                Duration told = Duration.ofSeconds(Math.min(start.getTTL(), start.getMinimum()));
                return told.compareTo(LONGEST_NOTHING) < 0 ? told : LONGEST_NOTHING;
            }
        }
        return NOTHING_UNTOLD;
    }

    <R, T> DnsAnswer<T> answer(Class<R> kind, Function<R, T> value) {
        return new DnsAnswer<>(
                status,
                records.stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .map(value)
                        .toList(),
                validated,
                name.toString(true).toLowerCase(Locale.ROOT));
    }
}
