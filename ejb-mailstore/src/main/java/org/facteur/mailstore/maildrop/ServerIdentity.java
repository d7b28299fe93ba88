package org.facteur.mailstore.maildrop;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells this server from every other one of the same database, and is the same when it starts again: a data folder on a machine
 * belongs to one server. One that comes back under another name finds nothing of its own, and waits for leases to run out.
 */
@ApplicationScoped
public class ServerIdentity {

    @Inject
    @ConfigProperty(name = "facteur.data.dir", defaultValue = "facteur-data")
    private String dataFolder;

    private String id = "";

    @PostConstruct
    void name() {
        Path folder = Path.of(dataFolder).toAbsolutePath().normalize();
        id = UUID.nameUUIDFromBytes((machine() + ":" + folder).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }

    /** 36 characters. */
    public String id() {
        return id;
    }
}
