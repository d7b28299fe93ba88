package org.facteur.smtp.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.facteur.api.smtp.BodyType;
import org.facteur.smtp.command.EsmtpParameter.Body;
import org.facteur.smtp.command.EsmtpParameter.Priority;
import org.facteur.smtp.command.EsmtpParameter.RequireTls;
import org.facteur.smtp.command.EsmtpParameter.Size;
import org.facteur.smtp.command.EsmtpParameter.SmtpUtf8;
import org.facteur.smtp.command.EsmtpParameter.SubmittedBy;
import org.facteur.smtp.reply.SmtpRefusal;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of MAIL and RCPT:
 *
 * <pre>
 * Mail-parameters = esmtp-param *(SP esmtp-param)
 * esmtp-param     = esmtp-keyword ["=" esmtp-value]
 * </pre>
 *
 * An extension adds its parameters here, to one of the two tables.
 */
final class ParameterSyntax {

    /** The grammar of one parameter's value; null if the value is none. */
    private interface ValueSyntax {
        @Nullable
        EsmtpParameter parse(@Nullable String value);
    }

    static final ParameterSyntax MAIL = new ParameterSyntax(Map.ofEntries(
            Map.entry("SIZE", ParameterSyntax::size),
            Map.entry("BODY", ParameterSyntax::body),
            Map.entry("AUTH", ParameterSyntax::submittedBy),
            Map.entry("RET", DsnValues::ret),
            Map.entry("ENVID", DsnValues::envid),
            Map.entry("REQUIRETLS", value -> value == null ? new RequireTls() : null),
            Map.entry("SMTPUTF8", value -> value == null ? new SmtpUtf8() : null),
            Map.entry("HOLDFOR", TimeValues::holdFor),
            Map.entry("HOLDUNTIL", TimeValues::holdUntil),
            Map.entry("BY", TimeValues::by),
            Map.entry("MT-PRIORITY", ParameterSyntax::priority)));

    static final ParameterSyntax RCPT =
            new ParameterSyntax(Map.of("NOTIFY", DsnValues::notify, "ORCPT", DsnValues::orcpt));

    private static final int MAX_DIGITS = 20;
    private static final Pattern PRIORITY = Pattern.compile("-[1-9]|[0-9]");

    private final Map<String, ValueSyntax> known;

    private ParameterSyntax(Map<String, ValueSyntax> known) {
        this.known = known;
    }

    /** Reads all parameters to the end of the line. */
    List<EsmtpParameter> parse(CommandReader in) throws SmtpRefusal {
        List<EsmtpParameter> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (in.spaces() && !in.atEnd()) {
            String keyword = in.esmtpKeyword();
            if (keyword == null) {
                throw new SmtpRefusal(501, "5.5.4", "Parameter malformed");
            }
            parameters.add(parameter(keyword, in));
            if (!seen.add(keyword)) {
                throw new SmtpRefusal(501, "5.5.4", keyword + " given twice");
            }
        }
        in.expectEnd();
        if (seen.contains("HOLDFOR") && seen.contains("HOLDUNTIL")) {
            throw new SmtpRefusal(501, "5.5.4", "HOLDFOR or HOLDUNTIL, not both");
        }
        return parameters;
    }

    private EsmtpParameter parameter(String keyword, CommandReader in) throws SmtpRefusal {
        String value = null;
        if (in.character('=')) {
            value = in.esmtpValue();
            if (value == null) {
                throw new SmtpRefusal(501, "5.5.4", keyword + " malformed");
            }
        }
        ValueSyntax syntax = known.get(keyword);
        if (syntax == null) {
            throw new SmtpRefusal(555, "5.5.4", "Parameter " + keyword + " not recognized");
        }
        EsmtpParameter parameter = syntax.parse(value);
        if (parameter == null) {
            throw new SmtpRefusal(501, "5.5.4", keyword + " malformed");
        }
        return parameter;
    }

    /** {@code size-value = 1*20DIGIT} (RFC 1870 section 3). */
    private static @Nullable EsmtpParameter size(@Nullable String value) {
        if (value == null || value.length() > MAX_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        try {
            return new Size(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return new Size(Long.MAX_VALUE);
        }
    }

    /** {@code body-value = "7BIT" / "8BITMIME" / "BINARYMIME"} (RFC 6152 section 2, RFC 3030 section 3). */
    private static @Nullable EsmtpParameter body(@Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "7BIT" -> new Body(BodyType.SEVEN_BIT);
            case "8BITMIME" -> new Body(BodyType.EIGHT_BIT_MIME);
            case "BINARYMIME" -> new Body(BodyType.BINARY_MIME);
            default -> null;
        };
    }

    /** {@code priority-value = ("-" NZDIGIT) / DIGIT} (RFC 6710 section 6). */
    private static @Nullable EsmtpParameter priority(@Nullable String value) {
        return value != null && PRIORITY.matcher(value).matches() ? new Priority(Integer.parseInt(value)) : null;
    }

    /** An {@code xtext} that stands for a mailbox, or {@code <>} (RFC 4954 section 5). */
    private static @Nullable EsmtpParameter submittedBy(@Nullable String value) {
        String identity = value == null ? null : Xtext.decode(value);
        if (identity == null || identity.chars().anyMatch(c -> c > 0x7f)) {
            return null;
        }
        if (identity.equals("<>")) {
            return new SubmittedBy("");
        }
        CommandReader in = new CommandReader(identity);
        Mailbox mailbox = in.mailbox();
        return mailbox != null && in.atEnd() ? new SubmittedBy(mailbox.text()) : null;
    }
}
