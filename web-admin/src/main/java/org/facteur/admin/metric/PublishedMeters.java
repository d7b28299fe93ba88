package org.facteur.admin.metric;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.facteur.api.metric.Meter;
import org.facteur.api.metric.Meters;

/** Shows every one of the {@link Meters} at {@code /metrics}, as a gauge of MicroProfile Metrics. */
@ApplicationScoped
public class PublishedMeters {

    @Inject
    private MetricRegistry registry;

    private final Consumer<Meter> publisher = this::publish;

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        Meters.watch(publisher);
    }

    @PreDestroy
    void stop() {
        Meters.unwatch(publisher);
    }

    private void publish(Meter meter) {
        Metadata metadata = Metadata.builder()
                .withName(meter.name())
                .withDescription(meter.description())
                .build();
        Tag[] tags = meter.tags().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toArray(Tag[]::new);
        registry.gauge(metadata, () -> meter.value().getAsLong(), tags);
    }
}
