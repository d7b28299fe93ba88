package org.facteur.api.imap;

/** What APPENDUID answers with (RFC 4315 section 3). */
public record AppendResult(long uidValidity, long uid) {}
