package org.facteur.mailstore.queue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.facteur.api.queue.NextHop;

/** Where mail for a domain goes by the word of an administrator, who may change all but the domain. */
@Entity
@Table(name = "next_hop")
public class NextHopRow {

    @Id
    private String name = "";

    private String host = "";
    private int port;
    private boolean receives;
    private Instant created = Instant.EPOCH;

    /** For JPA. */
    protected NextHopRow() {}

    NextHopRow(RelayRoute route) {
        this.name = route.domain();
        this.created = route.created();
        change(route);
    }

    void change(RelayRoute route) {
        host = route.hop().host();
        port = route.hop().port();
        receives = route.receives();
    }

    RelayRoute route() {
        return new RelayRoute(name, new NextHop(host, port), receives, created);
    }
}
