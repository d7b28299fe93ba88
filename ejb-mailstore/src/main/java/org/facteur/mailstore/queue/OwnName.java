package org.facteur.mailstore.queue;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this server calls itself in what it writes. */
@ApplicationScoped
public class OwnName {

    @Inject
    @ConfigProperty(name = "facteur.hostname")
    private Optional<String> configured;

    private String value = "localhost";

    @PostConstruct
    void find() {
        value = configured.map(String::strip).filter(name -> !name.isEmpty()).orElseGet(OwnName::ofMachine);
    }

    private static String ofMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public String value() {
        return value;
    }
}
