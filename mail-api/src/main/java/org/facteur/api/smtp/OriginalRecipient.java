package org.facteur.api.smtp;

/**
 * The recipient as the sender named it first, for the reports that the sender gets (ORCPT of RFC 3461 section 4.2).
 *
 * @param addressType such as {@code rfc822} or {@code utf-8} (RFC 6533 section 3), in lower case
 * @param address decoded from its {@code xtext} or {@code utf-8-addr-xtext}; it is shown and never delivered to
 */
public record OriginalRecipient(String addressType, String address) {}
