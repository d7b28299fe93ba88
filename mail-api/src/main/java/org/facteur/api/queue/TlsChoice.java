package org.facteur.api.queue;

import java.util.List;

/**
 * What an administrator has chosen for the way to a destination.
 *
 * @param names of servers for {@link TlsLevel#SECURE}, one with a dot in front for all below it; empty for the destination itself
 *     and what is below it
 */
public record TlsChoice(TlsLevel level, List<String> names) {

    public TlsChoice {
        names = List.copyOf(names);
    }
}
