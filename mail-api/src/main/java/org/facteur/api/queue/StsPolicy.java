package org.facteur.api.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a domain says of its servers by MTA-STS (RFC 8461 section 3.2).
 *
 * @param id of this version, as DNS announced it
 * @param hosts in lower case; {@code *} as the first label stands for any one label
 * @param maxAge how long it holds from when it was fetched
 */
public record StsPolicy(String id, Mode mode, List<String> hosts, Duration maxAge, Instant fetched) {

    /** What follows if a server is not what the policy says. */
    public enum Mode {
        /** It gets no mail. */
        ENFORCE,
        /** It is noted. */
        TESTING,
        /** Nothing: the domain has no policy any more. */
        NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StsPolicy {
        hosts = List.copyOf(hosts);
    }

    public Instant expires() {
        return fetched.plus(maxAge);
    }

    /** Whether a host is one of the domain's servers (RFC 8461 section 4.1). */
    public boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        String wildcard = dot < 0 ? name : "*" + name.substring(dot);
        return hosts.contains(name) || hosts.contains(wildcard);
    }
}
