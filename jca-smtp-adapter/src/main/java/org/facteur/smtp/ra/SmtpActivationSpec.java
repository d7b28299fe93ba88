package org.facteur.smtp.ra;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.InvalidPropertyException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.auth.Checks;
import org.facteur.smtp.session.Disclosure;
import org.facteur.smtp.session.OptionalExtension;
import org.facteur.smtp.session.SmtpLimits;
import org.facteur.smtp.session.SmtpPolicy;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.ra.ListenerActivationSpec;
import org.facteur.wire.reputation.DnsList;
import org.facteur.wire.reputation.Reputations;
import org.jspecify.annotations.Nullable;

/** How a message-driven bean receives mail: which service, on which ports, within which {@link SmtpLimits}. */
@Activation(messageListeners = SmtpListener.class)
public class SmtpActivationSpec extends ListenerActivationSpec {

    private static final long serialVersionUID = 1L;

    /** What RFC 5321 asks of recipients and hops at least. */
    private static final int LEAST = 100;

    /** Clients wait ten minutes for the answer to a message (RFC 5321 section 4.5.3.2.6); this should be far from it. */
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

    private transient @Nullable Dns dns;

    private String service = SmtpService.RELAY.name();
    private String maxMessageSize = Long.toString(SmtpLimits.DEFAULT.messageSize());
    private String maxRecipients = Integer.toString(SmtpLimits.DEFAULT.recipients());
    private String maxHops = Integer.toString(SmtpLimits.DEFAULT.hops());
    private String maxErrors = Integer.toString(SmtpLimits.DEFAULT.mistakes());
    private String maxFailedLogins = Integer.toString(SmtpLimits.DEFAULT.failedLogins());
    private String extensions = "";
    private String vrfy = SmtpPolicy.DEFAULT.vrfy().name();
    private String expn = SmtpPolicy.DEFAULT.expn().name();
    private String xclientNetworks = "";
    private String exemptNetworks = "";
    private String greetingDelay = SmtpPolicy.DEFAULT.greetingDelay().toString();
    private String blockLists = "";
    private String blockListThreshold = "1";
    private String allowLists = "";
    private String dnsServers = "";
    private String authChecks = Checks.Scope.OFF.name();
    private String authTimeout = "PT10S";
    private String idleTimeout = SmtpLimits.DEFAULT.patience().toString();

    /** What the ports are for. */
    SmtpService smtpService() throws InvalidPropertyException {
        try {
            return SmtpService.valueOf(service.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(
                    "The property service is '" + service + "', which is none of "
                            + Arrays.toString(SmtpService.values()),
                    e);
        }
    }

    /** What a client may ask. */
    SmtpLimits limits() throws InvalidPropertyException {
        return new SmtpLimits(
                positive("maxMessageSize", maxMessageSize, Integer.MAX_VALUE),
                atLeast("maxRecipients", maxRecipients),
                atLeast("maxHops", maxHops),
                positive("maxErrors", maxErrors, Integer.MAX_VALUE),
                positive("maxFailedLogins", maxFailedLogins, Integer.MAX_VALUE),
                duration("idleTimeout", idleTimeout));
    }

    /** What the service offers beyond what it must. */
    SmtpPolicy policy() throws InvalidPropertyException {
        Set<OptionalExtension> offered = EnumSet.noneOf(OptionalExtension.class);
        for (String name : extensions.split(",")) {
            if (!name.isBlank()) {
                offered.add(extension(name.strip()));
            }
        }
        return new SmtpPolicy(
                offered,
                oneOf("vrfy", vrfy, EnumSet.allOf(Disclosure.class)),
                oneOf("expn", expn, EnumSet.of(Disclosure.OFF, Disclosure.AMBIGUOUS)),
                networks("xclientNetworks", xclientNetworks),
                delay("greetingDelay", greetingDelay),
                networks("exemptNetworks", exemptNetworks));
    }

    /** The lists that are asked about clients; empty for none. */
    Optional<Reputations> reputations() throws InvalidPropertyException {
        int threshold = positive("blockListThreshold", blockListThreshold, Integer.MAX_VALUE);
        List<DnsList> blocking = lists("blockLists", blockLists);
        List<DnsList> allowing = lists("allowLists", allowLists);
        if (blocking.isEmpty() && allowing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Reputations(dns(), blocking, allowing, threshold));
    }

    /** What is found out about messages of other servers; empty for nothing, as for those of people and of trusted servers. */
    Optional<Checks> checks(Clock clock) throws InvalidPropertyException {
        Checks.Scope scope = scope();
        Duration patience = durationUpTo("authTimeout", authTimeout, LONGEST_CHECK);
        if (scope == Checks.Scope.OFF || smtpService() != SmtpService.RELAY) {
            return Optional.empty();
        }
        return Optional.of(
                new Checks(dns(), serverName(), patience, scope, networks("exemptNetworks", exemptNetworks), clock));
    }

    private Checks.Scope scope() throws InvalidPropertyException {
        return Arrays.stream(Checks.Scope.values())
                .filter(each -> each.name().equalsIgnoreCase(authChecks.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidPropertyException("The property authChecks is '" + authChecks
                        + "', which is none of " + Arrays.toString(Checks.Scope.values())));
    }

    /** One for all who ask, so that each question is asked once. */
    private synchronized Dns dns() throws InvalidPropertyException {
        Dns known = dns;
        if (known == null) {
            known = new CachingDns(nameServers("dnsServers", dnsServers));
            dns = known;
        }
        return known;
    }

    private static List<DnsList> lists(String property, String value) throws InvalidPropertyException {
        try {
            return DnsList.parse(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("The property " + property + ": " + e.getMessage(), e);
        }
    }

    private static Disclosure oneOf(String property, String value, Set<Disclosure> allowed)
            throws InvalidPropertyException {
        return allowed.stream()
                .filter(each -> each.name().equalsIgnoreCase(value.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidPropertyException(
                        "The property " + property + " is '" + value + "', which is none of " + allowed));
    }

    private static OptionalExtension extension(String name) throws InvalidPropertyException {
        return Arrays.stream(OptionalExtension.values())
                .filter(each -> each.keyword().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidPropertyException("The property extensions names " + name
                        + ", which is none of "
                        + Arrays.stream(OptionalExtension.values())
                                .map(OptionalExtension::keyword)
                                .toList()));
    }

    @Override
    public void validate() throws InvalidPropertyException {
        super.validate();
        smtpService();
        limits();
        policy();
        reputations();
        checks(Clock.systemUTC());
    }

    private static int atLeast(String property, String value) throws InvalidPropertyException {
        int number = positive(property, value, 100_000);
        if (number < LEAST) {
            throw new InvalidPropertyException(
                    "The property " + property + " is '" + value + "', and RFC 5321 asks for at least " + LEAST);
        }
        return number;
    }

    private static Duration duration(String property, String value) throws InvalidPropertyException {
        Duration duration = delay(property, value);
        if (duration.isZero()) {
            throw noDuration(property, value);
        }
        return duration;
    }

    private static Duration delay(String property, String value) throws InvalidPropertyException {
        try {
            Duration duration = Duration.parse(value.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw noDuration(property, value);
    }

    private static InvalidPropertyException noDuration(String property, String value) {
        return new InvalidPropertyException(
                "The property " + property + " is '" + value + "', which is no duration such as PT5M");
    }

    public String getService() {
        return service;
    }

    public void setService(String service) {
        this.service = service;
    }

    public String getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(String maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public String getMaxRecipients() {
        return maxRecipients;
    }

    public void setMaxRecipients(String maxRecipients) {
        this.maxRecipients = maxRecipients;
    }

    public String getMaxHops() {
        return maxHops;
    }

    public void setMaxHops(String maxHops) {
        this.maxHops = maxHops;
    }

    public String getMaxErrors() {
        return maxErrors;
    }

    public void setMaxErrors(String maxErrors) {
        this.maxErrors = maxErrors;
    }

    public String getMaxFailedLogins() {
        return maxFailedLogins;
    }

    public void setMaxFailedLogins(String maxFailedLogins) {
        this.maxFailedLogins = maxFailedLogins;
    }

    public String getExtensions() {
        return extensions;
    }

    public void setExtensions(String extensions) {
        this.extensions = extensions;
    }

    public String getVrfy() {
        return vrfy;
    }

    public void setVrfy(String vrfy) {
        this.vrfy = vrfy;
    }

    public String getExpn() {
        return expn;
    }

    public void setExpn(String expn) {
        this.expn = expn;
    }

    public String getXclientNetworks() {
        return xclientNetworks;
    }

    public void setXclientNetworks(String xclientNetworks) {
        this.xclientNetworks = xclientNetworks;
    }

    public String getExemptNetworks() {
        return exemptNetworks;
    }

    public void setExemptNetworks(String exemptNetworks) {
        this.exemptNetworks = exemptNetworks;
    }

    public String getGreetingDelay() {
        return greetingDelay;
    }

    public void setGreetingDelay(String greetingDelay) {
        this.greetingDelay = greetingDelay;
    }

    public String getBlockLists() {
        return blockLists;
    }

    public void setBlockLists(String blockLists) {
        this.blockLists = blockLists;
    }

    public String getBlockListThreshold() {
        return blockListThreshold;
    }

    public void setBlockListThreshold(String blockListThreshold) {
        this.blockListThreshold = blockListThreshold;
    }

    public String getAllowLists() {
        return allowLists;
    }

    public void setAllowLists(String allowLists) {
        this.allowLists = allowLists;
    }

    public String getDnsServers() {
        return dnsServers;
    }

    public void setDnsServers(String dnsServers) {
        this.dnsServers = dnsServers;
    }

    /** Whose mail is checked by SPF, DKIM and ARC: off, on or all. */
    public String getAuthChecks() {
        return authChecks;
    }

    public void setAuthChecks(String authChecks) {
        this.authChecks = authChecks;
    }

    /** How long a message waits for the name servers. */
    public String getAuthTimeout() {
        return authTimeout;
    }

    public void setAuthTimeout(String authTimeout) {
        this.authTimeout = authTimeout;
    }

    public String getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(String idleTimeout) {
        this.idleTimeout = idleTimeout;
    }
}
