package org.facteur.mailstore.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps moments as seconds since 1970 in UTC: the same on every database, whatever its time zone. */
@Converter(autoApply = true)
public final class InstantConverter implements AttributeConverter<@Nullable Instant, @Nullable Long> {

    @Override
    public @Nullable Long convertToDatabaseColumn(@Nullable Instant moment) {
        return moment == null ? null : moment.getEpochSecond();
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }
}
