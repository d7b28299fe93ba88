package org.facteur.micro;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** What the person who starts the server sees when it is up. */
final class Banner {
    private Banner() {}

    static String of(Settings settings, List<String> announcements) {
        String host = settings.hostname();
        StringBuilder banner = new StringBuilder("\nFacteur is ready.\n\n");
        line(banner, "Mail", settings, List.of("SMTP", "submission", "submissions", "LMTP"));
        line(banner, "", settings, List.of("POP3", "POP3S", "IMAP", "IMAPS", "ManageSieve"));
        banner.append(
                row("Address", settings.bind().stream().map(Banner::shortest).collect(Collectors.joining(", "))));
        if (settings.httpPort() != 0) {
            banner.append(row("Console", "http://%s:%d/admin/".formatted(host, settings.httpPort())));
        }
        banner.append(row("Data", settings.dataFolder().toString()));
        if (!announcements.isEmpty()) {
            banner.append('\n');
            announcements.forEach(
                    announcement -> banner.append("  ").append(announcement).append('\n'));
        }
        return banner.append("\n  Ctrl-C stops it.\n\n").toString();
    }

    private static void line(StringBuilder banner, String title, Settings settings, List<String> names) {
        String ports = settings.listeners().stream()
                .filter(listener -> names.contains(listener.name()))
                .map(listener -> listener.name() + " " + listener.port())
                .collect(Collectors.joining(", "));
        if (!ports.isEmpty()) {
            banner.append(row(title, ports));
        }
    }

    /** The address with its longest run of zeros left out, as everybody writes it (RFC 5952). */
    private static String shortest(InetAddress address) {
        return address.getHostAddress().replaceFirst("(?:^|:)(?:0(?::|$)){2,}", "::");
    }

    private static String row(String title, String value) {
        return "  %-9s%s%n".formatted(title, value);
    }
}
