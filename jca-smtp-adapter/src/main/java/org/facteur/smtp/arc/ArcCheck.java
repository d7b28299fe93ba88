package org.facteur.smtp.arc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.smtp.dkim.BodyHashes;
import org.facteur.smtp.dkim.CanonicalForm;
import org.facteur.smtp.dkim.HeaderField;
import org.facteur.smtp.dkim.KeyAnswer;
import org.facteur.smtp.dkim.SignatureField;
import org.facteur.smtp.dkim.SignedMessage;
import org.facteur.smtp.dkim.UnverifiableException;

/**
 * The chain of a message, on its way to be verified (RFC 8617 section 5.2): what it needs is known from the header, and it is decided on when
 * the hash of the body and the keys are there. The newest signature and all seals must be right.
 *
 * <p>Whatever is wrong, a name server that does not answer among it, breaks a chain for ever (RFC 8617 section 5.2.1).
 */
public final class ArcCheck {

    /** What is there to be verified. */
    private record Pending(ArcChain chain, SignedMessage newest, List<SignatureField> seals) {}

    private final List<HeaderField> header;
    private final Optional<Pending> pending;
    private final ArcResult otherwise;

    private ArcCheck(List<HeaderField> header, Optional<Pending> pending, ArcResult otherwise) {
        this.header = header;
        this.pending = pending;
        this.otherwise = otherwise;
    }

    /** @param hashes where the hash of the body is asked for */
    public static ArcCheck of(List<HeaderField> header, BodyHashes hashes) {
        ArcChain chain = ArcChain.of(header);
        if (chain.isEmpty()) {
            return new ArcCheck(header, Optional.empty(), new ArcResult(ChainStatus.NONE, ""));
        }
        try {
            return new ArcCheck(header, Optional.of(pending(chain, hashes)), fail(""));
        } catch (UnverifiableException e) {
            return new ArcCheck(header, Optional.empty(), fail(e.reason()));
        }
    }

    /** For a header of which not all can be read. */
    public static ArcResult ofMalformed(List<HeaderField> readable) {
        return ArcChain.of(readable).isEmpty() ? new ArcResult(ChainStatus.NONE, "") : fail("malformed header");
    }

    /** For a message whose body has been changed here: its chain is not known to be broken, and cannot go on. */
    public ArcResult resultOfChanged(String reason) {
        return pending.isPresent() ? new ArcResult(ChainStatus.NONE, reason) : otherwise;
    }

    private static ArcResult fail(String reason) {
        return new ArcResult(ChainStatus.FAIL, reason);
    }

    private static Pending pending(ArcChain chain, BodyHashes hashes) throws UnverifiableException {
        if (chain.isMalformed()) {
            throw UnverifiableException.permanent("malformed chain");
        }
        List<SignatureField> seals = new ArrayList<>();
        for (int i = 0; i < chain.sets().size(); i++) {
            seals.add(seal(chain.sets().get(i), i == 0 ? ChainStatus.NONE : ChainStatus.PASS));
        }
        SignatureField signature = rsa(chain.newest().orElseThrow().signature());
        SignedMessage newest = SignedMessage.of(signature, hashes);
        if (newest.names().stream().anyMatch(ArcSet.SEAL::equalsIgnoreCase)) {
            throw UnverifiableException.permanent("signature of a seal");
        }
        return new Pending(chain, newest, seals);
    }

    private static SignatureField seal(ArcSet set, ChainStatus wanted) throws UnverifiableException {
        SignatureField seal = rsa(set.seal());
        Optional<ChainStatus> status = seal.tags().get("cv").flatMap(ChainStatus::of);
        if (status.isEmpty() || status.get() != wanted) {
            throw UnverifiableException.permanent(
                    status.equals(Optional.of(ChainStatus.FAIL)) ? "chain failed before" : "malformed chain");
        }
        if (seal.tags().get("h").isPresent()) {
            throw UnverifiableException.permanent("malformed seal");
        }
        return seal;
    }

    private static SignatureField rsa(HeaderField field) throws UnverifiableException {
        SignatureField signature = SignatureField.of(field);
        if (signature.algorithm() != SigningAlgorithm.RSA_SHA256) {
            throw UnverifiableException.permanent("unknown algorithm");
        }
        return signature;
    }

    /** Under which names the keys are published; none if the newest signature is not of the body, when it has been read. */
    public Set<String> keyNames() {
        Set<String> names = new LinkedHashSet<>();
        pending.filter(known -> known.newest().isOfBody()).ifPresent(known -> {
            names.add(known.newest().signature().keyName());
            known.seals().forEach(seal -> names.add(seal.keyName()));
        });
        return names;
    }

    /** @param keys of all {@link #keyNames()} */
    public ArcResult result(Map<String, KeyAnswer> keys) {
        return pending.map(known -> verified(known, keys)).orElse(otherwise);
    }

    private ArcResult verified(Pending known, Map<String, KeyAnswer> keys) {
        try {
            known.newest().verifyBody();
            known.newest()
                    .verify(
                            header,
                            Objects.requireNonNull(
                                    keys.get(known.newest().signature().keyName())));
            for (int i = known.seals().size() - 1; i >= 0; i--) {
                SignatureField seal = known.seals().get(i);
                byte[] others = CanonicalForm.RELAXED.octets(known.chain().sealedBy(i));
                seal.verify(others, Objects.requireNonNull(keys.get(seal.keyName())));
            }
            return new ArcResult(ChainStatus.PASS, "");
        } catch (UnverifiableException e) {
            return fail(e.reason());
        }
    }
}
