package org.facteur.smtp.spf;

/** A record, or what it leads to, that says nothing: the result of the evaluation is an error. */
final class SpfException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SpfResult.Verdict verdict;

    private SpfException(SpfResult.Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
    }

    static SpfException permanent(String reason) {
        return new SpfException(SpfResult.Verdict.PERMERROR, reason);
    }

    static SpfException temporary(String reason) {
        return new SpfException(SpfResult.Verdict.TEMPERROR, reason);
    }

    SpfResult result() {
        return new SpfResult(verdict, String.valueOf(getMessage()));
    }
}
