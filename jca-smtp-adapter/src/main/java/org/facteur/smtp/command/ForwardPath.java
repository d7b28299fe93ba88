package org.facteur.smtp.command;

/** Where a message goes: {@code Forward-path} of RFC 5321 section 4.1.2, and the postmaster without a domain. */
public sealed interface ForwardPath permits Mailbox, ForwardPath.Postmaster {

    /** The path without its brackets, as the listener knows it. */
    String text();

    /** Whether it can be said without SMTPUTF8. */
    default boolean isAscii() {
        return text().chars().allMatch(c -> c < 0x80);
    }

    /** Whether it is of those who look after the mail of a domain (RFC 5321 section 4.5.1, RFC 2142 section 4). */
    default boolean isOfKeepers() {
        String local = text().substring(0, text().contains("@") ? text().lastIndexOf('@') : text().length());
        return local.equalsIgnoreCase("postmaster") || local.equalsIgnoreCase("abuse");
    }

    /** The postmaster of this server, whatever its domains are (RFC 5321 section 4.5.1). */
    record Postmaster() implements ForwardPath {

        @Override
        public String text() {
            return "postmaster";
        }
    }
}
