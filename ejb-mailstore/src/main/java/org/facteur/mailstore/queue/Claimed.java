package org.facteur.mailstore.queue;

/** A recipient that has been claimed, and its message. */
record Claimed(MessageRow message, RecipientRow recipient) {}
