package org.facteur.smtp.dmarc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.smtp.dkim.Verdict;

/** What is published about the author of a message, to be compared with who is proved to stand behind it (RFC 7489 section 3.1). */
public final class DmarcCheck {

    static final DmarcCheck UNKNOWN_AUTHOR = decided(Verdict.PERMERROR, "not one author domain", Optional.empty());

    /** For a message whose header is too large to be looked at, or cannot be read. */
    public static final DmarcCheck UNREADABLE = decided(Verdict.PERMERROR, "malformed header", Optional.empty());

    /** For a message of whose author nobody has been asked in time. */
    public static final DmarcCheck LATE = decided(Verdict.TEMPERROR, "no answer in time", Optional.empty());

    private final Walk author;
    private final Map<String, Walk> others;
    private final Optional<DmarcResult> decided;

    private DmarcCheck(Walk author, Map<String, Walk> others, Optional<DmarcResult> decided) {
        this.author = author;
        this.others = others;
        this.decided = decided;
    }

    private static DmarcCheck decided(Verdict verdict, String comment, Optional<String> author) {
        return new DmarcCheck(
                new Walk("", List.of()), Map.of(), Optional.of(new DmarcResult(verdict, comment, author)));
    }

    /** @param others that may be of the same organization */
    static DmarcCheck of(Walk author, Map<String, Walk> others) {
        return new DmarcCheck(author, others, Optional.empty());
    }

    static DmarcCheck unanswered(String author) {
        return decided(Verdict.TEMPERROR, "no answer of the name servers", Optional.of(author));
    }

    /**
     * Decides.
     *
     * @param proved who stands behind the message
     * @param unknown who may, for all that is known now
     */
    public DmarcResult result(Witnesses proved, Witnesses unknown) {
        return decided.orElseGet(() -> compared(proved, unknown));
    }

    private DmarcResult compared(Witnesses proved, Witnesses unknown) {
        Optional<String> domain = Optional.of(author.domain());
        Optional<Walk.Step> governing = author.governing();
        if (governing.isEmpty()) {
            return new DmarcResult(Verdict.NONE, "", domain);
        }
        DmarcRecord record = governing.get().record();
        DmarcRecord.Policy policy = governing.get().domain().equals(author.domain()) ? record.policy() : record.below();
        Verdict without = isAligned(unknown, record) ? Verdict.TEMPERROR : Verdict.FAIL;
        return new DmarcResult(isAligned(proved, record) ? Verdict.PASS : without, "p=" + policy.word(), domain);
    }

    private boolean isAligned(Witnesses witnesses, DmarcRecord record) {
        return witnesses.signers().stream().anyMatch(signer -> isAligned(signer, record.isStrictForDkim()))
                || witnesses
                        .sender()
                        .filter(each -> isAligned(each, record.isStrictForSpf()))
                        .isPresent();
    }

    private boolean isAligned(String domain, boolean isStrict) {
        if (domain.equals(author.domain())) {
            return true;
        }
        Walk other = others.get(domain);
        return !isStrict && other != null && other.organization().equals(author.organization());
    }
}
