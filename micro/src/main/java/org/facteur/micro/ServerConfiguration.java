package org.facteur.micro;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** What Payara Micro's own configuration has to be, as the administration commands that it runs before it boots. */
final class ServerConfiguration {
    private static final String CONFIG = "configs.config.server-config.";
    private static final String LISTENERS = CONFIG + "network-config.network-listeners.network-listener.";

    /** Beans that may work at once: above the adapters' worker threads, so that those never wait for each other here. */
    private static final int BEANS = 256;

    private ServerConfiguration() {}

    static List<String> commands(Settings settings) {
        List<String> commands = new ArrayList<>();
        set(commands, CONFIG + "ejb-container.max-pool-size", BEANS);
        if (settings.httpPort() == 0) {
            set(commands, LISTENERS + "http-listener.enabled", false);
            return commands;
        }
        set(commands, LISTENERS + "http-listener.port", settings.httpPort());
        set(
                commands,
                LISTENERS + "http-listener.address",
                settings.bind().get(0).getHostAddress());
        for (int i = 1; i < settings.bind().size(); i++) {
            InetAddress address = settings.bind().get(i);
            commands.add(
                    "create-network-listener --address %s --listenerport %d --protocol http-listener http-listener-%d"
                            .formatted(address.getHostAddress(), settings.httpPort(), i + 1));
        }
        return commands;
    }

    private static void set(List<String> commands, String key, Object value) {
        commands.add("set " + key + "=" + value);
    }
}
