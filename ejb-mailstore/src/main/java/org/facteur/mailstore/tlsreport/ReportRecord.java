package org.facteur.mailstore.tlsreport;

/**
 * The TXT record by which a domain asks others to report (RFC 8460 section 3).
 *
 * @param name where, without final dot
 * @param value what it says
 */
public record ReportRecord(String name, String value) {}
