package org.facteur.api.tlsreport;

import java.time.LocalDate;

/**
 * How many connections of a day ended the same way.
 *
 * @param day in UTC
 * @param sessions at least 1
 */
public record TlsCount(LocalDate day, TlsOutcome outcome, long sessions) {}
