package org.facteur.smtp.spf;

/** A mechanism, and what it means that a client matches it (RFC 7208 section 4.6.2). */
record Directive(SpfResult.Verdict verdict, Mechanism mechanism) {}
