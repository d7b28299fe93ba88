package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.api.network.InternationalDomain;
import org.facteur.api.signing.SigningAlgorithm;

/**
 * A field that signs others: DKIM-Signature, ARC-Message-Signature or ARC-Seal.
 *
 * @param domain that has signed, {@code d=}, in A-labels and lower case
 * @param selector of its key, {@code s=}, in the same form
 * @param signature {@code b=}
 */
public record SignatureField(
        HeaderField field, TagList tags, SigningAlgorithm algorithm, String domain, String selector, byte[] signature) {

    /** A name of the domain name system, in which labels such as {@code _domainkey} are usual. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*");

    /** Characters of a name (RFC 1035 section 2.3.4). */
    private static final int MAX_NAME = 253;

    /** Octets that a name may be written in: its labels in UTF-8 may be longer than they are in ASCII. */
    private static final int MAX_NAME_OCTETS = 4 * MAX_NAME;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Names of fields in one signature. */
    private static final int MAX_NAMES = 1_000;

    /** @throws UnverifiableException if the field lacks what each of these fields has */
    public static SignatureField of(HeaderField field) throws UnverifiableException {
        TagList tags = TagList.parse(field.text()).orElseThrow(() -> malformed("malformed signature"));
        return of(field, tags);
    }

    static SignatureField of(HeaderField field, TagList tags) throws UnverifiableException {
        return new SignatureField(
                field,
                tags,
                algorithm(required(tags, "a")),
                name(required(tags, "d")),
                name(required(tags, "s")),
                base64(tags, "b"));
    }

    private static SigningAlgorithm algorithm(String tag) throws UnverifiableException {
        // RFC 8301 section 3.1: who signs with it has not signed.
        return SigningAlgorithm.ofTag(tag.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> malformed(
                        tag.equalsIgnoreCase("rsa-sha1") ? "historic algorithm rsa-sha1" : "unknown algorithm"));
    }

    /** @throws UnverifiableException if the value is no name */
    static String name(String value) throws UnverifiableException {
        if (value.length() > MAX_NAME_OCTETS) {
            throw malformed("malformed name in signature");
        }
        String ascii = value;
        if (!value.chars().allMatch(c -> c < 0x80)) {
            // RFC 8616 section 5
            String unicode = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            ascii = InternationalDomain.toAscii(unicode).orElse("");
        }
        if (ascii.length() > MAX_NAME || !NAME.matcher(ascii).matches()) {
            throw malformed("malformed name in signature");
        }
        return ascii.toLowerCase(Locale.ROOT);
    }

    private static UnverifiableException malformed(String reason) {
        return new UnverifiableException(Verdict.PERMERROR, reason);
    }

    static String required(TagList tags, String name) throws UnverifiableException {
        return tags.get(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> malformed("signature without " + name));
    }

    private static byte[] base64(TagList tags, String name) throws UnverifiableException {
        required(tags, name);
        try {
            return Base64.getDecoder().decode(tags.compact(name).orElse(""));
        } catch (IllegalArgumentException e) {
            throw malformed("malformed signature");
        }
    }

    /** The hash of the body that it signs, {@code bh=}. */
    public byte[] bodyHash() throws UnverifiableException {
        return base64(tags, "bh");
    }

    /** The names of the fields that it signs, {@code h=}, in lower case. */
    public List<String> names() throws UnverifiableException {
        List<String> names = Arrays.stream(required(tags, "h").split(":", MAX_NAMES + 1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (names.size() > MAX_NAMES) {
            throw malformed("too many fields in signature");
        }
        if (!names.contains("from")) {
            throw malformed("From is not signed");
        }
        return names;
    }

    /** The form in which it signs header and body, {@code c=}. */
    List<CanonicalForm> forms() throws UnverifiableException {
        String[] both =
                tags.get("c").orElse("simple/simple").toLowerCase(Locale.ROOT).split("/", -1);
        Optional<CanonicalForm> header = CanonicalForm.of(both[0].strip());
        Optional<CanonicalForm> body =
                both.length > 1 ? CanonicalForm.of(both[1].strip()) : Optional.of(CanonicalForm.SIMPLE);
        if (header.isEmpty() || body.isEmpty() || both.length > 2) {
            throw malformed("unknown canonicalization");
        }
        return List.of(header.get(), body.get());
    }

    /** A number of at most 18 digits: more octets, or seconds, there will never be. */
    Optional<Long> number(String name) throws UnverifiableException {
        Optional<String> text = tags.get(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            throw malformed("malformed number in signature");
        }
        return Optional.of(Long.parseLong(text.get()));
    }

    /** Under which its key is published. */
    public String keyName() {
        return selector + "._domainkey." + domain;
    }

    /** The first characters of {@code b=}, which tell it from others (RFC 6008 section 4). */
    public String beginning() {
        String text = tags.compact("b").orElse("");
        return text.substring(0, Math.min(8, text.length()));
    }

    /**
     * Finds whether it signs these fields.
     *
     * @param others in their relaxed form, each with its CRLF
     * @throws UnverifiableException if it does not, or its key is none
     */
    public void verify(byte[] others, KeyAnswer answer) throws UnverifiableException {
        verify(others, CanonicalForm.RELAXED, PublishedKey.of(answer, algorithm));
    }

    void verify(byte[] others, CanonicalForm form, PublishedKey key) throws UnverifiableException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(others);
        byte[] unsigned = tags.without("b").getBytes(StandardCharsets.ISO_8859_1);
        form.write(new HeaderField(field.label(), unsigned), data);
        if (!isSigned(data.toByteArray(), key)) {
            throw new UnverifiableException(Verdict.FAIL, "signature does not verify");
        }
    }

    private boolean isSigned(byte[] data, PublishedKey key) {
        try {
            Signature verifier = Algorithms.signature(algorithm);
            verifier.initVerify(key.key());
            verifier.update(Algorithms.signedOctets(algorithm, data));
            return verifier.verify(signature);
        } catch (GeneralSecurityException | ProviderException e) {
            // A signature of another length is no signature of this key.
            return false;
        }
    }
}
