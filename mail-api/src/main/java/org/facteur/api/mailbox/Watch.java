package org.facteur.api.mailbox;

/** An observer's registration; closing it twice does no harm. */
@FunctionalInterface
public interface Watch extends AutoCloseable {

    @Override
    void close();
}
