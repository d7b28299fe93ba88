package org.facteur.smtp.relay;

import org.facteur.api.queue.TlsLevel;
import org.facteur.wire.tls.TrustedAuthorities;

/**
 * How mail is protected on its way.
 *
 * @param level for every destination
 * @param authorities by which certificates of servers are verified
 */
public record RelayTls(TlsLevel level, TrustedAuthorities authorities) {}
