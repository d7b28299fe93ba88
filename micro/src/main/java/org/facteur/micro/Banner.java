package org.facteur.micro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the person who starts the server sees when it is up. */
final class Banner {
    private Banner() {}

    static String of(Settings settings, List<String> announcements) {
        StringBuilder banner = new StringBuilder("\nFacteur is ready.\n\n");
        Map<String, List<Settings.Listener>> services = settings.listeners().stream()
                .collect(Collectors.groupingBy(Settings.Listener::service, LinkedHashMap::new, Collectors.toList()));
        services.forEach((service, listeners) -> banner.append(row(
                service,
                listeners.stream().map(listener -> place(settings, listener)).collect(Collectors.joining(", ")))));
        banner.append(row("Data folder", settings.dataFolder().toString()));
        if (!announcements.isEmpty()) {
            banner.append('\n');
            announcements.forEach(
                    announcement -> banner.append("  ").append(announcement).append('\n'));
        }
        return banner.append("\n  Ctrl-C stops it.\n\n").toString();
    }

    private static String place(Settings settings, Settings.Listener listener) {
        String authority = settings.hostname() + ":" + listener.port();
        return listener.port() == settings.httpPort()
                ? "http://" + authority + "/admin/"
                : authority + listener.parenthesised();
    }

    private static String row(String title, String value) {
        return "  %-13s%s%n".formatted(title, value);
    }
}
