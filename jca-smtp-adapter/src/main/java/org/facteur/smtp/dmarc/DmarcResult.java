package org.facteur.smtp.dmarc;

import java.util.Optional;
import org.facteur.smtp.dkim.Verdict;

/**
 * Whether a domain stands behind a message in its name.
 *
 * @param comment a few words of ASCII; empty for none
 * @param author the domain, if there is one
 */
public record DmarcResult(Verdict verdict, String comment, Optional<String> author) {}
