package org.facteur.wire.listener;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.facteur.wire.tls.TlsIdentity;

/** Some ports on some addresses, open from {@link #start} to {@link #stop}. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ProtocolListener {

    private ProtocolListener() {}

    /**
     * Opens all ports, or none.
     *
     * @param workers runs the sessions
     */
    public static ProtocolListener start(
            ListenerSettings settings,
            List<ListenerPort> ports,
            TlsIdentity tls,
            EventLoopGroup loops,
            Executor workers)
            throws ListenerException {
        throw new ListenerException("Not yet: " + settings + ports + tls + loops + workers);
    }

    /** Closes the ports at once and the connections politely, within some patience; then nothing of it is left. */
    public void stop(Duration patience) {}
}
