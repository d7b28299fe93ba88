package org.facteur.smtp.ra;

import io.netty.util.NetUtil;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.RelaySettings;
import org.facteur.smtp.relay.RelayTimeouts;
import org.facteur.smtp.relay.RelayTls;
import org.facteur.smtp.sts.HttpsPolicySource;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.ra.AdapterActivationSpec;
import org.facteur.wire.tls.TlsIdentityException;
import org.facteur.wire.tls.TrustedAuthorities;

/**
 * How the mail of a message-driven bean is passed on: to whom, with whose help, and how fast.
 */
@Activation(messageListeners = QueueListener.class)
public class RelayActivationSpec extends AdapterActivationSpec {

    private static final long serialVersionUID = 1L;

    private static final Duration LONGEST = Duration.ofDays(1);

    private String dnsServers = "";
    private String smarthost = "";
    private String smarthostUser = "";
    private String smarthostPassword = "";
    private String smarthostPasswordInTheClear = "false";
    private String smarthostTls = "";
    private String smarthostTlsAtOnce = "false";
    private String smarthostSource = "";
    private String port = "25";
    private String ownPort = "25";
    private String workers = "8";
    private String maxConnections = "2000";
    private String maxConnectionsPerDestination = "20";
    private String connectTimeout = RelayTimeouts.DEFAULT.connect().toString();
    private String commandTimeout = RelayTimeouts.DEFAULT.command().toString();
    private String dataTimeout = RelayTimeouts.DEFAULT.data().toString();
    private String endTimeout = RelayTimeouts.DEFAULT.end().toString();
    private String tlsLevel = TlsLevel.AUTO.word();
    private String tlsAuthorities = "";
    private String dnsIsTrusted = "false";
    private String policyPort = "443";

    @Override
    public void validate() throws InvalidPropertyException {
        relaySettings();
        dnsSettings();
        workerLimit();
    }

    RelaySettings relaySettings() throws InvalidPropertyException {
        return new RelaySettings(
                serverName(),
                smarthost(),
                number("port", port, 1, 65_535),
                number("ownPort", ownPort, 0, 65_535),
                number("maxConnections", maxConnections, 1, 100_000),
                number("maxConnectionsPerDestination", maxConnectionsPerDestination, 1, 1_000),
                new RelayTimeouts(
                        durationUpTo("connectTimeout", connectTimeout, LONGEST),
                        durationUpTo("commandTimeout", commandTimeout, LONGEST),
                        durationUpTo("dataTimeout", dataTimeout, LONGEST),
                        durationUpTo("endTimeout", endTimeout, LONGEST)),
                relayTls());
    }

    private RelayTls relayTls() throws InvalidPropertyException {
        TlsLevel level = level("tlsLevel", tlsLevel);
        try {
            TrustedAuthorities authorities = tlsAuthorities.isBlank()
                    ? TrustedAuthorities.ofPlatform()
                    : TrustedAuthorities.fromFile(path("tlsAuthorities", tlsAuthorities));
            return new RelayTls(
                    level,
                    authorities,
                    flag("dnsIsTrusted", dnsIsTrusted),
                    new HttpsPolicySource(authorities, number("policyPort", policyPort, 1, 65_535)));
        } catch (TlsIdentityException e) {
            throw new InvalidPropertyException("The property tlsAuthorities: " + e.getMessage(), e);
        }
    }

    DnsSettings dnsSettings() throws InvalidPropertyException {
        return nameServers("dnsServers", dnsServers);
    }

    int workerLimit() throws InvalidPropertyException {
        return number("workers", workers, 1, 100);
    }

    private static TlsLevel level(String property, String word) throws InvalidPropertyException {
        return TlsLevel.of(word)
                .orElseThrow(() -> new InvalidPropertyException("The property " + property + " is '" + word
                        + "', which is none of "
                        + Arrays.stream(TlsLevel.values()).map(TlsLevel::word).collect(Collectors.joining(", "))));
    }

    private Optional<NextHop> smarthost() throws InvalidPropertyException {
        String text = smarthost.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        if (colon < 1 || (text.indexOf(':') != colon && text.charAt(colon - 1) != ']')) {
            throw new InvalidPropertyException("The property smarthost is '" + smarthost + "', which is not host:port");
        }
        String host = text.substring(0, colon);
        Optional<TlsLevel> tls =
                smarthostTls.isBlank() ? Optional.empty() : Optional.of(level("smarthostTls", smarthostTls));
        boolean tlsAtOnce = flag("smarthostTlsAtOnce", smarthostTlsAtOnce);
        if (tlsAtOnce && tls.filter(level -> level == TlsLevel.NONE).isPresent()) {
            throw new InvalidPropertyException("The property smarthostTls is none, and TLS begins at once");
        }
        return Optional.of(new NextHop(
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                number("smarthost", text.substring(colon + 1), 1, 65_535),
                Protocol.SMTP,
                tls,
                tlsAtOnce,
                smarthostLogin(),
                smarthostSource()));
    }

    private Optional<HopLogin> smarthostLogin() throws InvalidPropertyException {
        if (smarthostUser.isBlank()) {
            return Optional.empty();
        }
        if (smarthostPassword.isEmpty()) {
            throw new InvalidPropertyException("The property smarthostUser is set, and smarthostPassword is not");
        }
        return Optional.of(new HopLogin(
                smarthostUser.strip(),
                new Secret(smarthostPassword),
                flag("smarthostPasswordInTheClear", smarthostPasswordInTheClear)));
    }

    /** One of another machine would never work. */
    private Optional<InetAddress> smarthostSource() throws InvalidPropertyException {
        String text = smarthostSource.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
            InetAddress address = octets == null ? null : InetAddress.getByAddress(octets);
            if (address == null || NetworkInterface.getByInetAddress(address) == null) {
                throw new InvalidPropertyException(
                        "The property smarthostSource is '" + text + "', which is no address of this machine");
            }
            return Optional.of(address);
        } catch (IOException e) {
            throw new InvalidPropertyException("The property smarthostSource: " + e.getMessage(), e);
        }
    }

    /** {@code host:port} with commas between them; blank for those of the operating system. */
    public String getDnsServers() {
        return dnsServers;
    }

    public void setDnsServers(String dnsServers) {
        this.dnsServers = dnsServers;
    }

    /** {@code host:port} that takes all mail; blank for none. */
    public String getSmarthost() {
        return smarthost;
    }

    public void setSmarthost(String smarthost) {
        this.smarthost = smarthost;
    }

    /** As whom this server logs in at the smart host; blank for nobody. */
    public String getSmarthostUser() {
        return smarthostUser;
    }

    public void setSmarthostUser(String smarthostUser) {
        this.smarthostUser = smarthostUser;
    }

    public String getSmarthostPassword() {
        return smarthostPassword;
    }

    @ConfigProperty(confidential = true)
    public void setSmarthostPassword(String smarthostPassword) {
        this.smarthostPassword = smarthostPassword;
    }

    /** Whether the password is sent without TLS, too. */
    public String getSmarthostPasswordInTheClear() {
        return smarthostPasswordInTheClear;
    }

    public void setSmarthostPasswordInTheClear(String smarthostPasswordInTheClear) {
        this.smarthostPasswordInTheClear = smarthostPasswordInTheClear;
    }

    /** How much TLS the way to the smart host takes: the word of a {@link TlsLevel}; blank for what holds for its name. */
    public String getSmarthostTls() {
        return smarthostTls;
    }

    public void setSmarthostTls(String smarthostTls) {
        this.smarthostTls = smarthostTls;
    }

    /** Whether TLS begins with the connection to the smart host, not by STARTTLS. */
    public String getSmarthostTlsAtOnce() {
        return smarthostTlsAtOnce;
    }

    public void setSmarthostTlsAtOnce(String smarthostTlsAtOnce) {
        this.smarthostTlsAtOnce = smarthostTlsAtOnce;
    }

    /** The address of this machine from which the smart host is connected to; blank for whichever the system takes. */
    public String getSmarthostSource() {
        return smarthostSource;
    }

    public void setSmarthostSource(String smarthostSource) {
        this.smarthostSource = smarthostSource;
    }

    /** Of the servers that DNS names. */
    public String getPort() {
        return port;
    }

    public void setPort(String port) {
        this.port = port;
    }

    /** Where this server takes mail from others. */
    public String getOwnPort() {
        return ownPort;
    }

    public void setOwnPort(String ownPort) {
        this.ownPort = ownPort;
    }

    public String getWorkers() {
        return workers;
    }

    public void setWorkers(String workers) {
        this.workers = workers;
    }

    public String getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(String maxConnections) {
        this.maxConnections = maxConnections;
    }

    public String getMaxConnectionsPerDestination() {
        return maxConnectionsPerDestination;
    }

    public void setMaxConnectionsPerDestination(String maxConnectionsPerDestination) {
        this.maxConnectionsPerDestination = maxConnectionsPerDestination;
    }

    public String getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(String connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public String getCommandTimeout() {
        return commandTimeout;
    }

    public void setCommandTimeout(String commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    public String getDataTimeout() {
        return dataTimeout;
    }

    public void setDataTimeout(String dataTimeout) {
        this.dataTimeout = dataTimeout;
    }

    public String getEndTimeout() {
        return endTimeout;
    }

    public void setEndTimeout(String endTimeout) {
        this.endTimeout = endTimeout;
    }

    /** How much TLS mail takes: the word of a {@link TlsLevel}. */
    public String getTlsLevel() {
        return tlsLevel;
    }

    public void setTlsLevel(String tlsLevel) {
        this.tlsLevel = tlsLevel;
    }

    /** A PEM file of the authorities by which certificates of servers are verified; blank for those of the Java platform. */
    public String getTlsAuthorities() {
        return tlsAuthorities;
    }

    public void setTlsAuthorities(String tlsAuthorities) {
        this.tlsAuthorities = tlsAuthorities;
    }

    /** Whether the name servers are believed when they say that DNSSEC proves an answer. */
    public String getDnsIsTrusted() {
        return dnsIsTrusted;
    }

    public void setDnsIsTrusted(String dnsIsTrusted) {
        this.dnsIsTrusted = dnsIsTrusted;
    }

    /** Of the hosts that have the policies of MTA-STS. */
    public String getPolicyPort() {
        return policyPort;
    }

    public void setPolicyPort(String policyPort) {
        this.policyPort = policyPort;
    }
}
