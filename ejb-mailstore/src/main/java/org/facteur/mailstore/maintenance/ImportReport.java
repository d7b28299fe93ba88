package org.facteur.mailstore.maintenance;

import java.util.List;

/**
 * What an import has done.
 *
 * @param messages that are in mailboxes now
 * @param mailboxes that it made for them
 * @param skipped what it left out and why, at most {@link #MAX_SKIPPED} of them
 */
public record ImportReport(long messages, long mailboxes, List<String> skipped) {

    static final int MAX_SKIPPED = 100;
}
