package org.facteur.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.message.MimePart.Disposition;
import org.facteur.api.message.MimePart.Parameter;
import org.facteur.mailstore.mime.ContentSyntax.ContentType;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a part's header that describe its content; of fields that come twice the first counts. */
final class PartHeader {

    private final TextBudget budget;
    private @Nullable ContentType contentType;
    private @Nullable String encoding;
    private boolean dispositionSeen;

    @Nullable
    Disposition disposition;

    List<String> languages = List.of();

    @Nullable
    String id;

    @Nullable
    String description;

    @Nullable
    String md5;

    @Nullable
    String location;

    PartHeader(TextBudget budget) {
        this.budget = budget;
    }

    /** Takes a field if it describes content; false if it does not. */
    boolean field(String name, EnvelopeParser.Value value) {
        if (!name.startsWith("content-")) {
            return false;
        }
        switch (name) {
            case "content-type" -> contentType(value);
            case "content-transfer-encoding" -> encoding(value);
            case "content-disposition" -> disposition(value);
            case "content-language" -> languages(value);
            case "content-id" -> id = first(id, value);
            case "content-description" -> description = first(description, value);
            case "content-md5" -> md5 = first(md5, value);
            case "content-location" -> location = first(location, value);
            default -> {}
        }
        return true;
    }

    private @Nullable String first(@Nullable String present, EnvelopeParser.Value value) {
        return present == null ? budget.keep(value.get()) : present;
    }

    private void contentType(EnvelopeParser.Value value) {
        if (contentType == null) {
            ContentType read = ContentSyntax.contentType(value.get());
            contentType = budget.take(read.type().length() + read.subtype().length())
                    ? new ContentType(read.type(), read.subtype(), affordable(read.parameters()))
                    : ContentSyntax.TEXT_PLAIN;
        }
    }

    private void encoding(EnvelopeParser.Value value) {
        if (encoding == null) {
            encoding = budget.keep(ContentSyntax.encoding(value.get()));
        }
    }

    private void disposition(EnvelopeParser.Value value) {
        if (!dispositionSeen) {
            dispositionSeen = true;
            Disposition read = ContentSyntax.disposition(value.get());
            if (read != null && budget.take(read.kind().length())) {
                disposition = new Disposition(read.kind(), affordable(read.parameters()));
            }
        }
    }

    private void languages(EnvelopeParser.Value value) {
        if (languages.isEmpty()) {
            List<String> read = ContentSyntax.languages(value.get());
            if (budget.take(String.join("", read).length())) {
                languages = read;
            }
        }
    }

    private List<Parameter> affordable(List<Parameter> parameters) {
        List<Parameter> kept = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            int octets = parameter.name().length() + parameter.value().length();
            if (budget.take(octets + TextBudget.ELEMENT)) {
                kept.add(parameter);
            }
        }
        return kept;
    }

    /** @param inDigest whether the part is one of a multipart/digest, whose parts are messages unless they say otherwise */
    ContentType contentType(boolean inDigest) {
        if (contentType != null) {
            return contentType;
        }
        return inDigest ? ContentSyntax.MESSAGE : ContentSyntax.TEXT_PLAIN;
    }

    String encoding() {
        return encoding == null ? "7bit" : encoding;
    }

    static boolean isDigest(ContentType type) {
        return type.isMultipart() && type.subtype().equals("digest");
    }
}
