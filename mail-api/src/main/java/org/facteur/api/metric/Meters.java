package org.facteur.api.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All meters of this server. The parts that count know nothing of who publishes the numbers, and may come before or after it. Safe
 * for use by several threads.
 */
public final class Meters {

    private static final Map<Key, LongAdder> COUNTERS = new ConcurrentHashMap<>();
    private static final Map<Key, Meter> METERS = new LinkedHashMap<>();
    private static final CopyOnWriteArrayList<Consumer<Meter>> WATCHERS = new CopyOnWriteArrayList<>();

    private record Key(String name, Map<String, String> tags) {}

    private Meters() {}

    /** The counter of this name with these tags, which everybody shares. */
    public static LongAdder counter(String name, String description, Map<String, String> tags) {
        Key key = new Key(name, Map.copyOf(tags));
        LongAdder known = COUNTERS.get(key);
        return known != null
                ? known
                : COUNTERS.computeIfAbsent(key, first -> {
                    LongAdder counter = new LongAdder();
                    add(first, new Meter(name, description, tags, counter::sum));
                    return counter;
                });
    }

    /** Publishes a number that somebody else keeps; a later one of the same name and tags takes its place for new watchers. */
    public static void gauge(String name, String description, Map<String, String> tags, LongSupplier value) {
        add(new Key(name, Map.copyOf(tags)), new Meter(name, description, tags, value));
    }

    private static synchronized void add(Key key, Meter meter) {
        METERS.put(key, meter);
        WATCHERS.forEach(watcher -> watcher.accept(meter));
    }

    /**
     * Shows every meter that there is, and every later one.
     *
     * @param watcher is quick, and adds no meters
     */
    public static synchronized void watch(Consumer<Meter> watcher) {
        WATCHERS.add(watcher);
        METERS.values().forEach(watcher);
    }

    /** The opposite. */
    public static void unwatch(Consumer<Meter> watcher) {
        WATCHERS.remove(watcher);
    }
}
