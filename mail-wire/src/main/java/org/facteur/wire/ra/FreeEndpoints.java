package org.facteur.wire.ra;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that a call has left as it found them, for the calls that come: an endpoint may be called again and again, by one thread at a time
 * (Jakarta Connectors 2.1 chapter 13), and to make one costs the server as much as a short call. There are never more than there
 * were calls at once.
 */
final class FreeEndpoints implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FreeEndpoints.class.getName());

    private final Deque<MessageEndpoint> endpoints = new ArrayDeque<>();
    private boolean closed;

    /** The one that was added last; null if there is none. */
    synchronized @Nullable MessageEndpoint take() {
        return endpoints.pollFirst();
    }

    /** Keeps an endpoint until it is taken, or this is closed. */
    void add(MessageEndpoint endpoint) {
        synchronized (this) {
            if (!closed) {
                endpoints.addFirst(endpoint);
                return;
            }
        }
        release(endpoint);
    }

    @Override
    public void close() {
        Deque<MessageEndpoint> released;
        synchronized (this) {
            closed = true;
            released = new ArrayDeque<>(endpoints);
            endpoints.clear();
        }
        released.forEach(FreeEndpoints::release);
    }

    static void release(MessageEndpoint endpoint) {
        try {
            endpoint.release();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "An endpoint is not released: " + e);
        }
    }
}
