package org.facteur.api.mailbox;

/**
 * One line of an access control list (RFC 4314 section 2).
 *
 * @param identifier the address of an account, or {@link #ANYONE}; with {@link #NEGATIVE} in front, the rights are taken away
 */
public record AclEntry(String identifier, Rights rights) {

    /** Every account of the server. */
    public static final String ANYONE = "anyone";

    /** What stands before an identifier whose rights are taken away, whoever else gives them. */
    public static final char NEGATIVE = '-';
}
