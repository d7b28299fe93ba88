package org.facteur.mailstore.crash;

/** A message in a mailbox: which one, and its flags as bits. */
record Held(String id, long flags) {}
