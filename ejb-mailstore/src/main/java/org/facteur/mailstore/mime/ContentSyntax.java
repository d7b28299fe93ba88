package org.facteur.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.message.MimePart.Disposition;
import org.facteur.api.message.MimePart.Parameter;
import org.jspecify.annotations.Nullable;

/** Reads the fields that describe the content of a part (RFC 2045, RFC 2183, RFC 3282), and what people send instead. */
final class ContentSyntax {

    /** Parameters of one field; the others are dropped. */
    static final int MAX_PARAMETERS = 100;

    /** Languages of one field; the others are dropped. */
    static final int MAX_LANGUAGES = 20;

    private static final Parameter US_ASCII = new Parameter("charset", "us-ascii");

    /** Content-Type: what a part is that does not say so, or says it in a way that nobody understands. */
    static final ContentType TEXT_PLAIN = new ContentType("text", "plain", List.of(US_ASCII));

    /** Content-Type: what a part of multipart/digest is that does not say so (RFC 2046 section 5.1.5). */
    static final ContentType MESSAGE = new ContentType("message", "rfc822", List.of());

    private ContentSyntax() {}

    /** A Content-Type. */
    record ContentType(String type, String subtype, List<Parameter> parameters) {

        boolean isMultipart() {
            return type.equals("multipart");
        }

        boolean isMessage() {
            return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
        }
    }

    static ContentType contentType(String value) {
        FieldCursor cursor = new FieldCursor(value);
        cursor.cfws();
        String type = FieldCursor.lowerCase(cursor.token());
        cursor.cfws();
        if (type.isEmpty() || !cursor.accept('/')) {
            return TEXT_PLAIN;
        }
        cursor.cfws();
        String subtype = FieldCursor.lowerCase(cursor.token());
        if (subtype.isEmpty()) {
            return TEXT_PLAIN;
        }
        List<Parameter> parameters = parameters(cursor);
        if (type.equals("text") && subtype.equals("plain") && MimeParameters.find(parameters, "charset") == null) {
            parameters.add(US_ASCII);
        }
        return new ContentType(type, subtype, parameters);
    }

    /** Null if there is nothing. A field that begins with a parameter is taken for an attachment. */
    static @Nullable Disposition disposition(String value) {
        FieldCursor cursor = new FieldCursor(value);
        cursor.cfws();
        String kind = FieldCursor.lowerCase(cursor.token());
        cursor.cfws();
        if (cursor.peek() == '=') {
            return new Disposition("attachment", parameters(new FieldCursor(";" + value)));
        }
        List<Parameter> parameters = parameters(cursor);
        return kind.isEmpty() && parameters.isEmpty()
                ? null
                : new Disposition(kind.isEmpty() ? "attachment" : kind, parameters);
    }

    /** Content-Transfer-Encoding. */
    static String encoding(String value) {
        FieldCursor cursor = new FieldCursor(value);
        cursor.cfws();
        String mechanism = cursor.peek() == '"' ? cursor.quotedString().strip() : cursor.token();
        return mechanism.isEmpty() ? "7bit" : FieldCursor.lowerCase(mechanism);
    }

    /** Content-Language. */
    static List<String> languages(String value) {
        List<String> languages = new ArrayList<>();
        FieldCursor cursor = new FieldCursor(value);
        do {
            cursor.cfws();
            String language = cursor.token();
            if (!language.isEmpty()) {
                languages.add(language);
            }
        } while (languages.size() < MAX_LANGUAGES && cursor.skipTo(',') && cursor.accept(','));
        return languages;
    }

    private static List<Parameter> parameters(FieldCursor cursor) {
        List<Parameter> parameters = new ArrayList<>();
        while (parameters.size() < MAX_PARAMETERS && cursor.skipTo(';')) {
            cursor.skip();
            cursor.cfws();
            String name = FieldCursor.lowerCase(cursor.token());
            cursor.cfws();
            if (!name.isEmpty() && cursor.accept('=')) {
                cursor.cfws();
                String text = cursor.peek() == '"' ? cursor.quotedString() : cursor.until(";\"");
                parameters.add(new Parameter(name, text));
            }
        }
        return parameters;
    }
}
