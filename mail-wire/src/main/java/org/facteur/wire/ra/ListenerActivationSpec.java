package org.facteur.wire.ra;

import jakarta.resource.spi.InvalidPropertyException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.network.Network;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.tls.TlsOptions;
import org.facteur.wire.tls.TlsProvider;
import org.facteur.wire.tls.TlsVersion;

/**
 * The configuration of one activation: what a message-driven bean says in its {@code @ActivationConfigProperty}s.
 *
 * <p>The properties are texts, so that every one of them can come from {@code ${MPCONFIG=…}}; the accessors without
 * {@code get} give them their types, once {@link #validate()} has passed. A class of an adapter adds its own, with
 * {@link #port(String, String)}, {@link #positive(String, String, int)} and their like for the checks.
 */
public abstract class ListenerActivationSpec extends AdapterActivationSpec {

    private static final long serialVersionUID = 1L;

    private String bind = "localhost";
    private String dataDirectory = "facteur-data";
    private String port = "0";
    private String tlsPort = "0";
    private String tlsCertificate = "";
    private String tlsKey = "";
    private String tlsCertificates = "";
    private String tlsMinimum = "TLSv1.2";
    private String tlsProvider = "auto";
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

    /** How TLS is done, whatever certificate is shown. */
    TlsOptions tlsOptions() throws InvalidPropertyException {
        Path certificates = tlsCertificates.isBlank()
                ? dataFolder().resolve("tls").resolve("certificates")
                : path("tlsCertificates", tlsCertificates);
        try {
            return new TlsOptions(
                    clientAuthorities(),
                    Optional.of(certificates),
                    TlsVersion.parse(tlsMinimum),
                    TlsProvider.parse(tlsProvider));
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
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
        tlsOptions();
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

    public String getBind() {
        return bind;
    }

    public void setBind(String bind) {
        this.bind = bind;
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

    /** A folder with certificates for names that clients ask for; {@code tls/certificates} in the data folder if it is empty. */
    public String getTlsCertificates() {
        return tlsCertificates;
    }

    public void setTlsCertificates(String tlsCertificates) {
        this.tlsCertificates = tlsCertificates;
    }

    /** The oldest version that is spoken: TLSv1.2 or TLSv1.3. */
    public String getTlsMinimum() {
        return tlsMinimum;
    }

    public void setTlsMinimum(String tlsMinimum) {
        this.tlsMinimum = tlsMinimum;
    }

    /** Who does it: auto, jdk or openssl. */
    public String getTlsProvider() {
        return tlsProvider;
    }

    public void setTlsProvider(String tlsProvider) {
        this.tlsProvider = tlsProvider;
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
