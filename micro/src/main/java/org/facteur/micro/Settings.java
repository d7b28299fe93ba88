package org.facteur.micro;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The part of the configuration that matters before the server runs, read as MicroProfile Config reads it: the system
 * property {@code facteur.smtp.port} before the environment's {@code FACTEUR_SMTP_PORT}.
 *
 * @param dataFolder absolute
 * @param bind the addresses of every listener, at least one
 * @param hostname the host that URLs of the banner name
 * @param listeners those that are not switched off, the console last
 * @param database where the store is
 * @param adminPassword what the administrator's password was to be at the first start
 */
record Settings(
        Path dataFolder,
        List<InetAddress> bind,
        String hostname,
        List<Listener> listeners,
        Database database,
        Optional<String> adminPassword) {

    /** The database is open until the server has stopped. */
    private static final String EMBEDDED_DATABASE =
            "jdbc:h2:file:%s/db/facteur;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=100";

    /**
     * How a database is reached.
     *
     * @param embedded whether it is the one in the data folder, since no other is configured
     */
    record Database(String dataSourceClass, String url, String user, String password, boolean embedded) {}

    /**
     * A port that the server opens on every address of {@link #bind}.
     *
     * @param service as people call it: {@code IMAP}
     * @param security how a connection becomes secret: {@code STARTTLS}, {@code TLS}; empty if that is not a client's choice
     * @param key of the configuration
     */
    record Listener(String service, String security, String key, List<InetAddress> addresses, int port) {
        /** The environment variable that moves it. */
        String variable() {
            return variableOf(key);
        }

        String name() {
            return service + parenthesised();
        }

        /** {@code " (TLS)"}, or nothing. */
        String parenthesised() {
            return security.isEmpty() ? "" : " (" + security + ")";
        }
    }

    private record Kind(String service, String security, String key, int defaultPort) {}

    private static final String CONSOLE = "Console";

    private static final List<Kind> KINDS = List.of(
            new Kind("SMTP", "", "facteur.smtp.port", 2525),
            new Kind("Submission", "STARTTLS", "facteur.submission.port", 2587),
            new Kind("Submission", "TLS", "facteur.submissions.port", 2465),
            new Kind("LMTP", "", "facteur.lmtp.port", 0),
            new Kind("POP2", "", "facteur.pop2.port", 0),
            new Kind("POP3", "STLS", "facteur.pop3.port", 2110),
            new Kind("POP3", "TLS", "facteur.pop3s.port", 2995),
            new Kind("IMAP", "STARTTLS", "facteur.imap.port", 2143),
            new Kind("IMAP", "TLS", "facteur.imaps.port", 2993),
            new Kind("ManageSieve", "STARTTLS", "facteur.sieve.port", 2190),
            new Kind(CONSOLE, "", "facteur.http.port", 8080));

    static Settings load() throws StartupFailure {
        return load(System::getProperty, System::getenv);
    }

    static Settings load(UnaryOperator<String> properties, UnaryOperator<String> environment) throws StartupFailure {
        Source source = new Source(properties, environment);
        String bindName = source.value("facteur.bind").orElse("localhost");
        List<InetAddress> bind = addresses(bindName);
        List<Listener> listeners = new ArrayList<>();
        for (Kind kind : KINDS) {
            int port = source.port(kind.key(), kind.defaultPort());
            if (port != 0) {
                listeners.add(new Listener(kind.service(), kind.security(), kind.key(), bind, port));
            }
        }
        Path folder = folder(source);
        return new Settings(
                folder,
                bind,
                hostInUrls(bindName, bind),
                List.copyOf(listeners),
                database(source, folder),
                source.value("facteur.admin.password"));
    }

    int httpPort() {
        return listeners.stream()
                .filter(listener -> listener.service().equals(CONSOLE))
                .mapToInt(Listener::port)
                .findAny()
                .orElse(0);
    }

    private static Database database(Source source, Path folder) {
        Optional<String> url = source.value("facteur.db.url");
        return new Database(
                source.value("facteur.db.class").orElse("org.h2.jdbcx.JdbcDataSource"),
                url.orElse(EMBEDDED_DATABASE.formatted(folder)),
                source.value("facteur.db.user").orElse("facteur"),
                source.value("facteur.db.password").orElse("facteur"),
                url.isEmpty());
    }

    private static Path folder(Source source) throws StartupFailure {
        String name = source.value("facteur.data.dir").orElse("facteur-data");
        try {
            return Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new StartupFailure("FACTEUR_DATA_DIR is no name of a folder: " + name + ".", e);
        }
    }

    /** As the listeners read it: names and addresses, comma separated, with {@code *} for every address. */
    private static List<InetAddress> addresses(String bind) throws StartupFailure {
        List<InetAddress> addresses = new ArrayList<>();
        for (String host : bind.split(",", -1)) {
            try {
                switch (host.strip()) {
                    case "*" -> addresses.add(new InetSocketAddress(0).getAddress());
                    case "localhost" -> addresses.addAll(loopback());
                    default -> addresses.addAll(List.of(InetAddress.getAllByName(host.strip())));
                }
            } catch (UnknownHostException e) {
                throw new StartupFailure("FACTEUR_BIND names no address of this machine: " + host.strip() + ".", e);
            }
        }
        return List.copyOf(addresses);
    }

    /** Both loopback addresses, whatever the hosts file says, as far as the machine has them: a client may try either. */
    private static List<InetAddress> loopback() throws UnknownHostException {
        byte[] v6 = new byte[16];
        v6[15] = 1;
        return Ports.available(
                List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(v6)));
    }

    private static String hostInUrls(String bindName, List<InetAddress> bind) {
        String first = bindName.split(",", -1)[0].strip();
        if (bind.get(0).isAnyLocalAddress()) {
            return "localhost";
        }
        return first.contains(":") ? "[" + first + "]" : first;
    }

    private static String variableOf(String key) {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private record Source(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        @SuppressWarnings("NullAway") // a missing property is null, which UnaryOperator cannot say
        Optional<String> value(String key) {
            return Optional.ofNullable(properties.apply(key))
                    .or(() -> Optional.ofNullable(environment.apply(variableOf(key))))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty());
        }

        int port(String key, int defaultPort) throws StartupFailure {
            Optional<String> value = value(key);
            if (value.isEmpty()) {
                return defaultPort;
            }
            try {
                int port = Integer.parseInt(value.get());
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // said below, as for a number out of range
            }
            throw new StartupFailure(variableOf(key) + " is no port (0 to 65535): " + value.get() + ".");
        }
    }
}
