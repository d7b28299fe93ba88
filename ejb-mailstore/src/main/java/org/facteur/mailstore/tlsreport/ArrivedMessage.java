package org.facteur.mailstore.tlsreport;

import org.facteur.api.content.ContentId;

/** A message in which there may be a report. */
record ArrivedMessage(long uid, ContentId content, long size) {}
