package org.facteur.wire.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.network.Network;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.sasl.SaslMechanisms;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one activation: what a message-driven bean says in its {@code @ActivationConfigProperty}s.
 *
 * <p>The properties are texts, so that every one of them can come from {@code ${MPCONFIG=…}}; the accessors without
 * {@code get} give them their types, once {@link #validate()} has passed. A class of an adapter adds its own, with
 * {@link #port(String, String)}, {@link #positive(String, String, int)} and their like for the checks.
 */
public abstract class ListenerActivationSpec implements ActivationSpec, Serializable {

    private static final long serialVersionUID = 1L;

    private transient @Nullable ResourceAdapter resourceAdapter;

    private String bind = "localhost";
    private String hostname = "";
    private String dataDirectory = "facteur-data";
    private String port = "0";
    private String tlsPort = "0";
    private String tlsCertificate = "";
    private String tlsKey = "";
    private String allowPlaintextAuth = "false";
    private String tlsClientAuthorities = "";
    private String saslMechanisms = "PLAIN,LOGIN";
    private String tokenIssuer = "";
    private String maxConnections = "10000";
    private String maxCompressedConnections = "1000";
    private String workers = "24";
    private String proxyNetworks = "";
    private String abuseLimits = "";
    private String abuseExempt = "";

    /** Host names or addresses to listen on, comma separated. */
    public List<String> bindAddresses() {
        return Arrays.stream(bind.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    /** What this server calls itself; unless configured, what the operating system calls it. */
    public String serverName() {
        if (!hostname.isBlank()) {
            return hostname.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public Path dataFolder() throws InvalidPropertyException {
        return path("dataDirectory", dataDirectory);
    }

    /** Where a message that is too large for memory waits; it exists before the first connection. */
    public Path spoolFolder() throws InvalidPropertyException {
        return dataFolder().resolve("spool");
    }

    boolean hasTlsFiles() {
        return !tlsCertificate.isBlank();
    }

    Path tlsCertificateFile() throws InvalidPropertyException {
        return path("tlsCertificate", tlsCertificate);
    }

    Path tlsKeyFile() throws InvalidPropertyException {
        return path("tlsKey", tlsKey);
    }

    /** The port that begins in plaintext; 0 if it is off. */
    public int plainPort() throws InvalidPropertyException {
        return port("port", port);
    }

    /** The port that begins with TLS; 0 if it is off. */
    public int implicitTlsPort() throws InvalidPropertyException {
        return port("tlsPort", tlsPort);
    }

    public boolean allowsPlaintextAuth() throws InvalidPropertyException {
        return flag("allowPlaintextAuth", allowPlaintextAuth);
    }

    /** The names of the SASL mechanisms that clients may use. */
    public Set<String> offeredMechanisms() throws InvalidPropertyException {
        Set<String> names = new LinkedHashSet<>();
        for (String name : saslMechanisms.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip().toUpperCase(Locale.ROOT));
            }
        }
        for (String name : names) {
            if (!SaslMechanisms.names().contains(name)) {
                throw new InvalidPropertyException(
                        "The property saslMechanisms names " + name + ", and there is no such mechanism");
            }
        }
        return names;
    }

    /** Who issues the tokens that clients may log in with; empty if they may not. */
    public Optional<String> issuerOfTokens() {
        return tokenIssuer.isBlank() ? Optional.empty() : Optional.of(tokenIssuer.strip());
    }

    /** A PEM file with the authorities whose certificates clients may show; empty if they are not asked for any. */
    Optional<Path> clientAuthorities() throws InvalidPropertyException {
        return tlsClientAuthorities.isBlank()
                ? Optional.empty()
                : Optional.of(path("tlsClientAuthorities", tlsClientAuthorities));
    }

    public int connectionLimit() throws InvalidPropertyException {
        return positive("maxConnections", maxConnections, 1_000_000);
    }

    /** How many connections may be compressed at once, each of which holds some 300 KiB outside the heap; 0: none. */
    public int compressionLimit() throws InvalidPropertyException {
        return notNegative("maxCompressedConnections", maxCompressedConnections, 1_000_000);
    }

    /** Who comes for others, and says so by the PROXY protocol. */
    List<Network> trustedProxies() throws InvalidPropertyException {
        return networks("proxyNetworks", proxyNetworks);
    }

    /** What clients may do before they are refused, slowed or blocked; all listeners that say the same count together. */
    AbuseLimits limitsOfAbuse() throws InvalidPropertyException {
        try {
            return AbuseLimits.parse(abuseLimits, networks("abuseExempt", abuseExempt));
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("The property abuseLimits: " + e.getMessage(), e);
        }
    }

    /**
     * How many sessions work at once. More than the server keeps instances of a message-driven bean, 32 on Payara, are of no
     * use: it refuses further calls.
     */
    public int workerLimit() throws InvalidPropertyException {
        return positive("workers", workers, WorkManagerExecutor.MAX_WORKERS);
    }

    /** A class of an adapter checks its own properties after these. */
    @Override
    public void validate() throws InvalidPropertyException {
        if (bindAddresses().isEmpty()) {
            throw new InvalidPropertyException("The property bind names no address");
        }
        if (tlsCertificate.isBlank() != tlsKey.isBlank()) {
            throw new InvalidPropertyException("A TLS certificate needs its key, and a key its certificate");
        }
        dataFolder();
        tlsCertificateFile();
        tlsKeyFile();
        clientAuthorities();
        plainPort();
        implicitTlsPort();
        allowsPlaintextAuth();
        offeredMechanisms();
        connectionLimit();
        compressionLimit();
        workerLimit();
        trustedProxies();
        limitsOfAbuse();
    }

    /** A port number; 0, or nothing, is off. */
    protected static int port(String property, String value) throws InvalidPropertyException {
        return value.isBlank() ? 0 : number(property, value, 0, 65_535);
    }

    /** A number of at least 1. */
    protected static int positive(String property, String value, int most) throws InvalidPropertyException {
        return number(property, value, 1, most);
    }

    /** A number, or 0. */
    protected static int notNegative(String property, String value, int most) throws InvalidPropertyException {
        return number(property, value, 0, most);
    }

    private static int number(String property, String value, int least, int most) throws InvalidPropertyException {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidPropertyException(
                "The property " + property + " is '" + value + "', which is no number from " + least + " to " + most);
    }

    /** Networks in CIDR form, comma separated; possibly none. */
    protected static List<Network> networks(String property, String value) throws InvalidPropertyException {
        try {
            return Arrays.stream(value.split(","))
                    .filter(text -> !text.isBlank())
                    .map(Network::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("The property " + property + ": " + e.getMessage(), e);
        }
    }

    /** A duration in the form of ISO 8601, such as {@code PT5M}. */
    protected static Duration duration(String property, String value, Duration least) throws InvalidPropertyException {
        try {
            Duration duration = Duration.parse(value.strip());
            if (duration.compareTo(least) >= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new InvalidPropertyException(
                "The property " + property + " is '" + value + "', which is no duration of at least " + least);
    }

    private static Path path(String property, String value) throws InvalidPropertyException {
        try {
            return Path.of(value.strip()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new InvalidPropertyException("The property " + property + " is '" + value + "', which is no path", e);
        }
    }

    /** True or false, and nothing else. */
    protected static boolean flag(String property, String value) throws InvalidPropertyException {
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new InvalidPropertyException(
                        "The property " + property + " is '" + value + "', which is neither true nor false");
        };
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        if (this.resourceAdapter != null) {
            throw new ResourceException("An activation belongs to one resource adapter for ever");
        }
        this.resourceAdapter = resourceAdapter;
    }

    public String getBind() {
        return bind;
    }

    public void setBind(String bind) {
        this.bind = bind;
    }

    public String getHostname() {
        return hostname;
    }

    public void setHostname(String hostname) {
        this.hostname = hostname;
    }

    public String getDataDirectory() {
        return dataDirectory;
    }

    public void setDataDirectory(String dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    public String getPort() {
        return port;
    }

    public void setPort(String port) {
        this.port = port;
    }

    public String getTlsPort() {
        return tlsPort;
    }

    public void setTlsPort(String tlsPort) {
        this.tlsPort = tlsPort;
    }

    public String getTlsCertificate() {
        return tlsCertificate;
    }

    public void setTlsCertificate(String tlsCertificate) {
        this.tlsCertificate = tlsCertificate;
    }

    public String getTlsKey() {
        return tlsKey;
    }

    public void setTlsKey(String tlsKey) {
        this.tlsKey = tlsKey;
    }

    public String getAllowPlaintextAuth() {
        return allowPlaintextAuth;
    }

    public void setAllowPlaintextAuth(String allowPlaintextAuth) {
        this.allowPlaintextAuth = allowPlaintextAuth;
    }

    /** Those that the application behind the adapter can verify: it needs SCRAM keys for SCRAM. */
    public String getSaslMechanisms() {
        return saslMechanisms;
    }

    public void setSaslMechanisms(String saslMechanisms) {
        this.saslMechanisms = saslMechanisms;
    }

    public String getTlsClientAuthorities() {
        return tlsClientAuthorities;
    }

    public void setTlsClientAuthorities(String tlsClientAuthorities) {
        this.tlsClientAuthorities = tlsClientAuthorities;
    }

    public String getTokenIssuer() {
        return tokenIssuer;
    }

    public void setTokenIssuer(String tokenIssuer) {
        this.tokenIssuer = tokenIssuer;
    }

    public String getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(String maxConnections) {
        this.maxConnections = maxConnections;
    }

    public String getMaxCompressedConnections() {
        return maxCompressedConnections;
    }

    public void setMaxCompressedConnections(String maxCompressedConnections) {
        this.maxCompressedConnections = maxCompressedConnections;
    }

    public String getProxyNetworks() {
        return proxyNetworks;
    }

    public void setProxyNetworks(String proxyNetworks) {
        this.proxyNetworks = proxyNetworks;
    }

    public String getAbuseLimits() {
        return abuseLimits;
    }

    public void setAbuseLimits(String abuseLimits) {
        this.abuseLimits = abuseLimits;
    }

    public String getAbuseExempt() {
        return abuseExempt;
    }

    public void setAbuseExempt(String abuseExempt) {
        this.abuseExempt = abuseExempt;
    }

    public String getWorkers() {
        return workers;
    }

    public void setWorkers(String workers) {
        this.workers = workers;
    }
}
