package org.facteur.smtp.dkim;

/** The hash of a body that comes in any pieces, in one of its canonical forms (RFC 6376 section 3.4). */
public abstract sealed class BodyHash permits RelaxedBody, SimpleBody {

    /** For a body that counts as a whole. */
    public static final long WHOLE = Long.MAX_VALUE;

    private final long limit;
    private final BodyDigest digest;
    private byte[] hash = {};
    private boolean isEnded;

    /** @param limit octets of the canonical form that count, {@code l=} of a signature */
    BodyHash(long limit) {
        this.limit = limit;
        this.digest = new BodyDigest(limit);
    }

    /** @param limit octets of the canonical form that count, or {@link #WHOLE} */
    public static BodyHash of(CanonicalForm form, long limit) {
        return switch (form) {
            case SIMPLE -> new SimpleBody(limit);
            case RELAXED -> new RelaxedBody(limit);
        };
    }

    BodyDigest digest() {
        return digest;
    }

    /** Takes the next octets. */
    abstract void accept(byte[] octets, int from, int end);

    /** Puts what is still held back. */
    abstract void endBody();

    /** There is no more. */
    public byte[] hash() {
        if (!isEnded) {
            isEnded = true;
            endBody();
            hash = digest.hash();
        }
        return hash.clone();
    }

    /** Whether the body is not even as long as its signature says. */
    boolean isShort() {
        hash();
        return limit != WHOLE && digest.length() < limit;
    }

    /** Whether there is something that the signature says nothing of. */
    boolean hasMore() {
        hash();
        return digest.length() > limit;
    }
}
