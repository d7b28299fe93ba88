package org.facteur.mailstore.order;

/** What the address lists of one message are sorted by; empty where it has none. */
record AddressRow(long uid, String from, String to, String cc, String displayFrom, String displayTo) {}
