package org.facteur.mailstore.tlsreport;

/** How many outcomes of a destination are written down. */
record RowCount(String destination, long rows) {}
