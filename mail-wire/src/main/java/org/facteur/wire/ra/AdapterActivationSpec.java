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
import java.util.List;
import org.facteur.api.network.Network;
import org.facteur.wire.dns.DnsSettings;
import org.jspecify.annotations.Nullable;

/**
 * What every activation has: its resource adapter for ever, the name of the server, and properties that are texts, so that every one
 * of them can come from {@code ${MPCONFIG=…}}. A property that is wrong is named with its value.
 */
public abstract class AdapterActivationSpec implements ActivationSpec, Serializable {

    private static final long serialVersionUID = 1L;

    private transient @Nullable ResourceAdapter resourceAdapter;

    private String hostname = "";

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

    /** A number within these bounds. */
    protected static int number(String property, String value, int least, int most) throws InvalidPropertyException {
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

    /** Name servers as {@link DnsSettings#of} reads them, with the usual limits. */
    protected static DnsSettings nameServers(String property, String value) throws InvalidPropertyException {
        try {
            return DnsSettings.of(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("The property " + property + " is wrong: " + e.getMessage(), e);
        }
    }

    /** A duration in the form of ISO 8601, such as {@code PT5M}. */
    protected static Duration duration(String property, String value, Duration least) throws InvalidPropertyException {
        Duration duration = parsed(value);
        if (duration != null && duration.compareTo(least) >= 0) {
            return duration;
        }
        throw new InvalidPropertyException(
                "The property " + property + " is '" + value + "', which is no duration of at least " + least);
    }

    /** A duration of more than nothing, in the form of ISO 8601. */
    protected static Duration durationUpTo(String property, String value, Duration most)
            throws InvalidPropertyException {
        Duration duration = parsed(value);
        if (duration != null && duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(most) <= 0) {
            return duration;
        }
        throw new InvalidPropertyException(
                "The property " + property + " is '" + value + "', which is no duration of at most " + most);
    }

    private static @Nullable Duration parsed(String value) {
        try {
            return Duration.parse(value.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A file or folder, seen from where the server was started. */
    protected static Path path(String property, String value) throws InvalidPropertyException {
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

    public String getHostname() {
        return hostname;
    }

    public void setHostname(String hostname) {
        this.hostname = hostname;
    }
}
