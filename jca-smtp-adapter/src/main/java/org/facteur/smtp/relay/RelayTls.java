package org.facteur.smtp.relay;

import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.sts.PolicySource;
import org.facteur.wire.tls.TrustedAuthorities;

/**
 * How mail is protected on its way.
 *
 * @param level for every destination
 * @param authorities by which certificates of servers are verified
 * @param dnsIsTrusted whether name servers are believed when they say that DNSSEC proves an answer: they validate, and nobody stands between
 * @param policies where those of MTA-STS come from
 */
public record RelayTls(TlsLevel level, TrustedAuthorities authorities, boolean dnsIsTrusted, PolicySource policies) {}
