package org.facteur.api.mailbox;

/** Identifies a mailbox through renames; a mailbox deleted and made again has another. */
public record MailboxId(long value) {}
