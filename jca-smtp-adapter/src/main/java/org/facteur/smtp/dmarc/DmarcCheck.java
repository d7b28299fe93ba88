package org.facteur.smtp.dmarc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.smtp.dkim.Verdict;

/** What is published about the author of a message, to be compared with who is proved to stand behind it (RFC 7489 section 3.1). */
public final class DmarcCheck {

    static final DmarcCheck UNKNOWN_AUTHOR = decided(Verdict.PERMERROR, "not one author domain", Optional.empty());

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
     * @param signers domains whose signatures are right
     * @param sender the domain that lets the client send for it by SPF, if it does
     */
    public DmarcResult result(Collection<String> signers, Optional<String> sender) {
        return decided.orElseGet(() -> compared(signers, sender));
    }

    private DmarcResult compared(Collection<String> signers, Optional<String> sender) {
        Optional<String> domain = Optional.of(author.domain());
        Optional<Walk.Step> governing = author.governing();
        if (governing.isEmpty()) {
            return new DmarcResult(Verdict.NONE, "", domain);
        }
        DmarcRecord record = governing.get().record();
        boolean isAligned = signers.stream().anyMatch(signer -> isAligned(signer, record.isStrictForDkim()))
                || sender.filter(each -> isAligned(each, record.isStrictForSpf()))
                        .isPresent();
        DmarcRecord.Policy policy = governing.get().domain().equals(author.domain()) ? record.policy() : record.below();
        return new DmarcResult(isAligned ? Verdict.PASS : Verdict.FAIL, "p=" + policy.word(), domain);
    }

    private boolean isAligned(String domain, boolean isStrict) {
        if (domain.equals(author.domain())) {
            return true;
        }
        Walk other = others.get(domain);
        return !isStrict && other != null && other.organization().equals(author.organization());
    }
}
