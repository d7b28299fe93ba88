package org.facteur.admin.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads the body of a call: one JSON object (RFC 8259) of {@value #MOST_OCTETS} octets at most, else 400 or 413. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, JsonObjectReader.MERGE_PATCH})
public class JsonObjectReader implements MessageBodyReader<JsonObject> {

    /** The media type of a partial change, RFC 7396. */
    static final String MERGE_PATCH = "application/merge-patch+json";

    static final int MOST_OCTETS = 64 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonObject.class;
    }

    @Override
    public JsonObject readFrom(
            Class<JsonObject> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] octets = body.readNBytes(MOST_OCTETS + 1);
        if (octets.length > MOST_OCTETS) {
            throw ProblemException.tooLarge("The body is larger than " + MOST_OCTETS + " octets.");
        }
        return parse(octets);
    }

    private static JsonObject parse(byte[] octets) {
        try (JsonParser parser = Json.createParser(new ByteArrayInputStream(octets))) {
            if (parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                if (!parser.hasNext()) {
                    return object;
                }
            }
        } catch (RuntimeException malformed) {
            // Of no one type: the parser has a JsonException for the grammar, others for an early end and deep nesting.
            throw ProblemException.malformed("The body is no well-formed JSON.");
        }
        throw ProblemException.malformed("The body must be one JSON object.");
    }
}
