package org.facteur.pop3.ra;

import jakarta.resource.spi.Activation;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.wire.ra.ListenerActivationSpec;

/** The configuration of a POP3 endpoint: {@code port} takes STLS, {@code tlsPort} begins with TLS. */
@Activation(messageListeners = Pop3Listener.class)
public class Pop3ActivationSpec extends ListenerActivationSpec {

    private static final long serialVersionUID = 1L;
}
