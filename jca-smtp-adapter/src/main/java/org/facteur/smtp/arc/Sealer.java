package org.facteur.smtp.arc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.facteur.smtp.dkim.BodyHash;
import org.facteur.smtp.dkim.CanonicalForm;
import org.facteur.smtp.dkim.HeaderField;
import org.facteur.smtp.dkim.MessageReader;
import org.facteur.smtp.dkim.SignedParts;
import org.facteur.smtp.dkim.TagList;

/**
 * Reads a message that is passed on, and seals it (RFC 8617 section 5.1): what this server found when the message came stands in the field
 * Authentication-Results above its first Received, where nobody else can have put it. Not thread-safe.
 */
public final class Sealer {

    private static final String RESULTS = "authentication-results";

    /** What this server writes of a chain. */
    private static final Pattern FOUND = Pattern.compile(";[ \\t\\r\\n]*arc=(none|pass|fail)\\b");

    private final BodyHash body = BodyHash.of(CanonicalForm.RELAXED, BodyHash.WHOLE);
    private final MessageReader reader =
            new MessageReader(header -> plan(header).isPresent() ? List.of(body) : List.of());

    /** The set that a message gets. */
    private record Plan(String results, ChainStatus status, ArcChain chain) {

        int instance() {
            return chain.highest() + 1;
        }
    }

    /** Takes the next octets. */
    public void accept(byte[] octets) {
        reader.accept(octets, octets.length);
    }

    /** Whether it can be sealed; if not, no more of it need be read. */
    public boolean isSealable() {
        return reader.wantsMore();
    }

    /** Whether a key can seal: there are seals of RSA alone. */
    public static boolean takes(SigningKey key) {
        return key.algorithm() == SigningAlgorithm.RSA_SHA256;
    }

    /**
     * There is no more.
     *
     * @param key one that it {@link #takes}
     * @return three fields in ASCII, with their CRLF; empty if the message is not to be sealed
     * @throws GeneralSecurityException if the key is no such key
     */
    public Optional<String> seal(SigningKey key, Instant now) throws GeneralSecurityException {
        Optional<List<HeaderField>> header = reader.end();
        Optional<Plan> plan = header.flatMap(Sealer::plan);
        Optional<SignedParts> parts = header.flatMap(fields -> SignedParts.ofSealed(fields, body.hash()));
        return plan.isPresent() && parts.isPresent()
                ? Optional.of(seal(plan.get(), parts.get(), key, now))
                : Optional.empty();
    }

    private static String seal(Plan plan, SignedParts parts, SigningKey key, Instant now)
            throws GeneralSecurityException {
        String instance = "i=" + plan.instance();
        HeaderField results = field(ArcSet.RESULTS, " " + instance + ";" + plan.results());
        String signature = parts.sign(ArcSet.SIGNATURE, instance, key, now);
        List<HeaderField> signed = new ArrayList<>();
        if (plan.status() != ChainStatus.FAIL) {
            plan.chain().sets().forEach(set -> signed.addAll(set.fields()));
        }
        signed.add(results);
        signed.add(written(signature));
        String unsigned = " " + instance + "; a=" + key.algorithm().tag() + "; cv="
                + plan.status().word() + ";\r\n\td=" + key.domain() + ";\r\n\ts=" + key.selector() + "; t="
                + now.getEpochSecond() + ";\r\n\tb=";
        String seal = SignedParts.field(ArcSet.SEAL, unsigned, CanonicalForm.RELAXED.octets(signed), key);
        return seal + signature + results.label() + ":" + results.text() + "\r\n";
    }

    private static HeaderField field(String name, String value) {
        return new HeaderField(name, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static HeaderField written(String field) {
        int colon = field.indexOf(':');
        return field(field.substring(0, colon), field.substring(colon + 1, field.length() - 2));
    }

    /** Empty if nothing was found when the message came, or its chain has ended (RFC 8617 section 5.1). */
    private static Optional<Plan> plan(List<HeaderField> header) {
        Optional<String> results = results(header);
        Matcher found = FOUND.matcher(results.orElse(""));
        if (!found.find()) {
            return Optional.empty();
        }
        ArcChain chain = ArcChain.of(header);
        ChainStatus status = ChainStatus.of(found.group(1)).orElseThrow();
        boolean fits = switch (status) {
            case NONE -> chain.isEmpty();
            case PASS -> !chain.sets().isEmpty();
            case FAIL -> !chain.isEmpty() && !hasEnded(chain);
        };
        return fits && chain.highest() < ArcChain.MAX_SETS
                ? Optional.of(new Plan(results.orElseThrow(), status, chain))
                : Optional.empty();
    }

    private static Optional<String> results(List<HeaderField> header) {
        for (HeaderField field : header) {
            if (field.name().equals("received")) {
                break;
            }
            if (field.name().equals(RESULTS)) {
                return Optional.of(field.text());
            }
        }
        return Optional.empty();
    }

    /** Somebody has sealed already that the chain is broken. */
    private static boolean hasEnded(ArcChain chain) {
        return chain.newest()
                .flatMap(set -> TagList.parse(set.seal().text()))
                .flatMap(tags -> tags.get("cv"))
                .flatMap(ChainStatus::of)
                .equals(Optional.of(ChainStatus.FAIL));
    }
}
