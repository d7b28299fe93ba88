package org.facteur.api.sieve;

/**
 * A script as LISTSCRIPTS tells of it.
 *
 * @param active whether it runs when a message comes in; true of one script of an account, or of none
 */
public record ScriptListing(ScriptName name, boolean active) {}
