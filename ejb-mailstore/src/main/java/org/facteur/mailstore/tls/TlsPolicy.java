package org.facteur.mailstore.tls;

import org.facteur.api.queue.TlsChoice;

/**
 * What an administrator has chosen for a domain.
 *
 * @param domain in lower case and ASCII, with a dot in front for all domains below it
 */
public record TlsPolicy(String domain, TlsChoice choice) {}
