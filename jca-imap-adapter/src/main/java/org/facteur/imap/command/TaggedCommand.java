package org.facteur.imap.command;

/**
 * A command with the tag that its answer repeats.
 *
 * @param tag as the client chose it
 */
public record TaggedCommand(String tag, ImapCommand command) {}
