package org.facteur.smtp.dkim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The signatures of a message, on their way to be verified (RFC 6376 section 6.1): what they need is known from its header, and they are
 * decided on when the hashes of its body and the keys are there.
 */
public final class DkimCheck {

    /** The name of the field, in lower case. */
    public static final String FIELD = "dkim-signature";

    /** Signatures that are looked at; more are passed over. */
    public static final int MAX_SIGNATURES = 10;

    /** So much may clocks differ. */
    private static final Duration SKEW = Duration.ofHours(1);

    /** One of both is there. */
    private record Each(Optional<SignedMessage> pending, Optional<DkimResult> result) {}

    private final List<HeaderField> header;
    private final List<Each> all;

    private DkimCheck(List<HeaderField> header, List<Each> all) {
        this.header = header;
        this.all = all;
    }

    /** @param hashes where the hashes of the body are asked for */
    public static DkimCheck of(List<HeaderField> header, BodyHashes hashes, Instant now) {
        List<Each> all = new ArrayList<>();
        for (HeaderField field : header) {
            if (field.name().equals(FIELD)) {
                if (all.size() == MAX_SIGNATURES) {
                    break;
                }
                all.add(read(field, hashes, now));
            }
        }
        return new DkimCheck(header, all);
    }

    private static Each read(HeaderField field, BodyHashes hashes, Instant now) {
        Optional<SignatureField> read = Optional.empty();
        try {
            SignatureField signature = SignatureField.of(field);
            read = Optional.of(signature);
            check(signature, now);
            return new Each(Optional.of(SignedMessage.of(signature, hashes)), Optional.empty());
        } catch (UnverifiableException e) {
            return new Each(Optional.empty(), Optional.of(DkimResult.of(e, read)));
        }
    }

    private static void check(SignatureField signature, Instant now) throws UnverifiableException {
        TagList tags = signature.tags();
        if (!SignatureField.required(tags, "v").equals("1")) {
            throw new UnverifiableException(Verdict.PERMERROR, "unknown version of signature");
        }
        boolean isInDns = tags.get("q")
                .map(methods -> Arrays.stream(methods.split(":"))
                        .anyMatch(method ->
                                method.strip().toLowerCase(Locale.ROOT).equals("dns/txt")))
                .orElse(true);
        if (!isInDns) {
            throw new UnverifiableException(Verdict.PERMERROR, "key is not in DNS");
        }
        identity(signature);
        checkTimes(signature, now);
    }

    /** The domain of {@code i=}, which is that of {@code d=} or below it. */
    private static String identity(SignatureField signature) throws UnverifiableException {
        Optional<String> identity = signature.tags().get("i");
        if (identity.isEmpty()) {
            return signature.domain();
        }
        String domain =
                SignatureField.name(identity.get().substring(identity.get().lastIndexOf('@') + 1));
        if (!domain.equals(signature.domain()) && !domain.endsWith("." + signature.domain())) {
            throw new UnverifiableException(Verdict.PERMERROR, "signed for another domain");
        }
        return domain;
    }

    private static void checkTimes(SignatureField signature, Instant now) throws UnverifiableException {
        Optional<Long> signed = signature.number("t");
        Optional<Long> expires = signature.number("x");
        if (signed.isPresent() && expires.isPresent() && expires.get() <= signed.get()) {
            throw new UnverifiableException(Verdict.PERMERROR, "signature expires before it begins");
        }
        if (signed.isPresent() && signed.get() > now.plus(SKEW).getEpochSecond()) {
            throw new UnverifiableException(Verdict.FAIL, "signed in the future");
        }
        if (expires.isPresent() && expires.get() < now.getEpochSecond()) {
            throw new UnverifiableException(Verdict.FAIL, "signature expired");
        }
    }

    /** The domains that say that they have signed. */
    public Set<String> domains() {
        Set<String> domains = new LinkedHashSet<>();
        all.forEach(each -> each.pending()
                .ifPresent(pending -> domains.add(pending.signature().domain())));
        return domains;
    }

    /** Under which names the keys are published of those signatures that are of the body, when it has been read. */
    public Set<String> keyNames() {
        Set<String> names = new LinkedHashSet<>();
        all.forEach(each -> each.pending()
                .filter(SignedMessage::isOfBody)
                .ifPresent(pending -> names.add(pending.signature().keyName())));
        return names;
    }

    /**
     * What comes of each signature, from top to bottom.
     *
     * @param keys of all {@link #keyNames()}
     */
    public List<DkimResult> results(Map<String, KeyAnswer> keys) {
        return all.stream()
                .map(each -> each.result().orElseGet(() -> result(each.pending().orElseThrow(), keys)))
                .toList();
    }

    /** The same of a message whose body has been changed here, and can be compared with none. */
    public List<DkimResult> resultsOfChanged(String reason) {
        return all.stream()
                .map(each -> each.result()
                        .orElseGet(() -> new DkimResult(
                                Verdict.NEUTRAL, reason, each.pending().map(SignedMessage::signature))))
                .toList();
    }

    private DkimResult result(SignedMessage pending, Map<String, KeyAnswer> keys) {
        SignatureField signature = pending.signature();
        try {
            pending.verifyBody();
            KeyAnswer answer = Objects.requireNonNull(keys.get(signature.keyName()));
            PublishedKey key = PublishedKey.of(answer, signature.algorithm());
            return key.isTest() ? tried(pending, key) : verified(pending, key);
        } catch (UnverifiableException e) {
            return DkimResult.of(e, Optional.of(signature));
        }
    }

    /** A domain that only tries signatures is not worse for one that is wrong (RFC 6376 section 3.6.1). */
    private DkimResult tried(SignedMessage pending, PublishedKey key) {
        try {
            return verified(pending, key);
        } catch (UnverifiableException e) {
            return new DkimResult(Verdict.NEUTRAL, "key is for tests", Optional.of(pending.signature()));
        }
    }

    private DkimResult verified(SignedMessage pending, PublishedKey key) throws UnverifiableException {
        SignatureField signature = pending.signature();
        if (key.isStrict() && !identity(signature).equals(signature.domain())) {
            throw new UnverifiableException(Verdict.PERMERROR, "key is not for domains below");
        }
        pending.verify(header, key);
        return new DkimResult(Verdict.PASS, key.isTest() ? "key is for tests" : "", Optional.of(signature));
    }
}
