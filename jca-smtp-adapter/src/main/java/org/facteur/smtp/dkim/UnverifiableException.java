package org.facteur.smtp.dkim;

/** A signature that cannot be right, or cannot be found to be, for a reason that a person may read. */
public final class UnverifiableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;

    /** @param reason a few words of ASCII, none of them the sender's */
    UnverifiableException(Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
    }

    /** For something that will never be a signature. */
    public static UnverifiableException permanent(String reason) {
        return new UnverifiableException(Verdict.PERMERROR, reason);
    }

    public Verdict verdict() {
        return verdict;
    }

    /** A few words of ASCII. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
