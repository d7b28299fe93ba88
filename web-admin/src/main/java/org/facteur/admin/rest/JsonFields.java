package org.facteur.admin.rest;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.mailstore.domain.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The members of the JSON object that a call brought, read one by one with their types; a member of another type is a
 * 422 that names it. Where a change is partial (RFC 7396), absent and null differ.
 */
final class JsonFields {

    private final JsonObject object;

    JsonFields(JsonObject object) {
        this.object = object;
    }

    /** Refuses what nobody would read, so that a misspelt name is no silent success. */
    JsonFields only(String... names) {
        Set<String> known = Set.of(names);
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                throw ProblemException.invalid(name, "There is no such field here.");
            }
        }
        return this;
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> ProblemException.invalid(name, "This is required."));
    }

    /** @return the text, or empty when the member is absent; null is no text */
    Optional<String> optionalText(String name) {
        JsonValue value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw ProblemException.invalid(name, "This must be a string.");
    }

    /** @return the text, or null when the member is absent or null */
    @Nullable
    String nullableText(String name) {
        return object.get(name) == JsonValue.NULL ? null : optionalText(name).orElse(null);
    }

    /** @return the moment, or empty when the member is absent */
    Optional<Instant> optionalMoment(String name) {
        try {
            return optionalText(name).map(Instant::parse);
        } catch (DateTimeParseException notAMoment) {
            throw ProblemException.invalid(name, "This must be a moment, such as 2026-03-01T12:00:00Z.");
        }
    }

    /** @return the strings of an array, or empty when the member is absent */
    Optional<List<String>> optionalTexts(String name, int most) {
        JsonValue value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
            if (array.size() > most) {
                throw ProblemException.invalid(name, "This has at most " + most + " elements.");
            }
            return Optional.of(array.getValuesAs(JsonString::getString));
        }
        throw ProblemException.invalid(name, "This must be an array of strings.");
    }

    Optional<Boolean> optionalTruth(String name) {
        JsonValue value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return switch (value.getValueType()) {
            case TRUE -> Optional.of(true);
            case FALSE -> Optional.of(false);
            default -> throw ProblemException.invalid(name, "This must be true or false.");
        };
    }

    /** What a member that is a limit changes, null when it is absent. */
    @Nullable
    Limit limit(String name) {
        return has(name) ? new Limit(nullableNumber(name)) : null;
    }

    /** @return the whole number, or null when the member is absent or null */
    @Nullable
    Long nullableNumber(String name) {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            try {
                return number.bigDecimalValue().longValueExact();
            } catch (ArithmeticException fractionOrTooLarge) {
                throw ProblemException.invalid(name, "This must be a whole number below 2 to the 63rd.");
            }
        }
        throw ProblemException.invalid(name, "This must be a whole number or null.");
    }
}
