package org.facteur.smtp.command;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.Ret;
import org.facteur.smtp.command.EsmtpParameter.EnvelopeId;
import org.facteur.smtp.command.EsmtpParameter.NotifyOn;
import org.facteur.smtp.command.EsmtpParameter.OriginallyFor;
import org.facteur.smtp.command.EsmtpParameter.ReturnContent;
import org.jspecify.annotations.Nullable;

/** The values of the parameters of DSN (RFC 3461 section 4); null for what is none. */
final class DsnValues {

    /** Characters of the longest ENVID, encoded (RFC 3461 section 4.4). */
    private static final int MAX_ENVID = 100;
    /** Characters of the longest ORCPT, encoded, with its type (RFC 3461 section 4.2). */
    private static final int MAX_ORCPT = 500;

    private static final String UTF8 = "utf-8";

    private DsnValues() {}

    /** {@code ret-value = "FULL" / "HDRS"}. */
    static @Nullable EsmtpParameter ret(@Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> new ReturnContent(Ret.FULL);
            case "HDRS" -> new ReturnContent(Ret.HDRS);
            default -> null;
        };
    }

    /** {@code envid-parameter = "ENVID=" xtext}, of printable characters. */
    static @Nullable EsmtpParameter envid(@Nullable String value) {
        String id = value == null || value.length() > MAX_ENVID ? null : Xtext.decode(value);
        return id == null || !isPrintable(id) ? null : new EnvelopeId(id);
    }

    /** {@code notify-esmtp-value = "NEVER" / 1#notify-list-element}, where an element is {@code SUCCESS}, {@code FAILURE} or {@code DELAY}. */
    static @Nullable EsmtpParameter notify(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Set<Notify> conditions = EnumSet.noneOf(Notify.class);
        for (String element : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            Notify condition = condition(element);
            if (condition == null || !conditions.add(condition)) {
                return null;
            }
        }
        return conditions.contains(Notify.NEVER) && conditions.size() > 1 ? null : new NotifyOn(conditions);
    }

    private static @Nullable Notify condition(String element) {
        return switch (element) {
            case "NEVER" -> Notify.NEVER;
            case "SUCCESS" -> Notify.SUCCESS;
            case "FAILURE" -> Notify.FAILURE;
            case "DELAY" -> Notify.DELAY;
            default -> null;
        };
    }

    /**
     * {@code original-recipient-address = addr-type ";" xtext}; of the type {@code utf-8} it is {@code utf-8-addr-xtext} or
     * {@code utf-8-addr-unitext} (RFC 6533 section 3). Postfix writes {@code rfc822} before an address in UTF-8, whose octets it encodes: it
     * is taken for what it is.
     */
    static @Nullable EsmtpParameter orcpt(@Nullable String value) {
        int semicolon = value == null || value.length() > MAX_ORCPT ? -1 : value.indexOf(';');
        if (value == null || semicolon < 1) {
            return null;
        }
        String type = value.substring(0, semicolon).toLowerCase(Locale.ROOT);
        if (!type.chars().allMatch(c -> CommandReader.isLetterOrDigit((char) c) || c == '-')) {
            return null;
        }
        String encoded = value.substring(semicolon + 1);
        if (type.equals(UTF8)) {
            return originallyFor(UTF8, Xtext.decodeUtf8Address(encoded));
        }
        String address = Xtext.decode(encoded);
        return address == null || isPrintable(address)
                ? originallyFor(type, address)
                : originallyFor(UTF8, type.equals("rfc822") ? Xtext.utf8(address) : null);
    }

    private static @Nullable EsmtpParameter originallyFor(String type, @Nullable String address) {
        return address == null || address.isEmpty() ? null : new OriginallyFor(new OriginalRecipient(type, address));
    }

    /** Whatever is said here is shown in a report, and must not make a line of its own there. */
    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
