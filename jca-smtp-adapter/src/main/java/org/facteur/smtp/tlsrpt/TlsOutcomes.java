package org.facteur.smtp.tlsrpt;

import org.facteur.api.tlsreport.TlsOutcome;

/** Hears how the TLS of connections went, once for each. Called on event loops: it returns at once. */
@FunctionalInterface
public interface TlsOutcomes {

    void happened(TlsOutcome outcome);
}
