package org.facteur.wire.reputation;

/** What lists say of a client. */
public sealed interface Reputation permits Reputation.Unlisted, Reputation.Trusted, Reputation.Listed {

    /** Nothing, or too little, or they do not answer. */
    Reputation UNLISTED = new Unlisted();

    /** Nothing, or too little, or they do not answer. */
    record Unlisted() implements Reputation {}

    /**
     * It is known to be good, whatever others say.
     *
     * @param zone the list that says so
     */
    record Trusted(String zone) implements Reputation {}

    /**
     * It is known to be bad.
     *
     * @param zone the list that says so
     * @param reason what the list says about it, one octet a character, possibly empty; not to be trusted
     */
    record Listed(String zone, String reason) implements Reputation {}
}
