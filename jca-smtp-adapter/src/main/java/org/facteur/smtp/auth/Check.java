package org.facteur.smtp.auth;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.facteur.api.content.MessageSource;
import org.facteur.api.metric.Meters;
import org.facteur.api.network.InternationalDomain;
import org.facteur.smtp.arc.ArcCheck;
import org.facteur.smtp.arc.ArcResult;
import org.facteur.smtp.dkim.BodyHash;
import org.facteur.smtp.dkim.BodyHashes;
import org.facteur.smtp.dkim.DkimCheck;
import org.facteur.smtp.dkim.DkimResult;
import org.facteur.smtp.dkim.HeaderField;
import org.facteur.smtp.dkim.KeyAnswer;
import org.facteur.smtp.dkim.KeyLookup;
import org.facteur.smtp.dkim.MessageReader;
import org.facteur.smtp.dkim.SignatureField;
import org.facteur.smtp.dkim.Verdict;
import org.facteur.smtp.dmarc.Dmarc;
import org.facteur.smtp.dmarc.DmarcCheck;
import org.facteur.smtp.dmarc.DmarcResult;
import org.facteur.smtp.dmarc.Witnesses;
import org.facteur.smtp.spf.SpfQuestion;
import org.facteur.smtp.spf.SpfResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds out about one message: SPF is asked while it comes, then it is read once, the keys of its signatures are asked for, and with these it is
 * decided. Not thread-safe; nobody waits in it.
 */
public final class Check {

    private static final System.Logger LOG = System.getLogger(Check.class.getName());

    private static final int PIECE = 64 << 10;

    private static final SpfResult SPF_UNKNOWN = new SpfResult(SpfResult.Verdict.TEMPERROR, "no answer in time");

    private static final String CHANGED = "re-encoded here";

    private static final KeyAnswer KEY_UNKNOWN = new KeyAnswer.Unanswered();

    private final SpfQuestion question;
    private final boolean isNullSender;
    private final CompletableFuture<SpfResult> spf;
    private final KeyLookup lookup;
    private final Dmarc domains;
    private final String hostname;
    private final Instant now;
    private final ForgedFields forged;
    private final BodyHashes hashes = new BodyHashes();
    private @Nullable Signatures signatures;
    private Optional<List<HeaderField>> readable = Optional.empty();
    private boolean hasChanged;
    private CompletableFuture<Map<String, KeyAnswer>> keys = CompletableFuture.completedFuture(Map.of());
    private CompletableFuture<DmarcCheck> dmarc = CompletableFuture.completedFuture(DmarcCheck.UNREADABLE);

    /** What a header holds. */
    private record Signatures(DkimCheck dkim, ArcCheck arc) {

        Set<String> keyNames() {
            Set<String> names = new LinkedHashSet<>(dkim.keyNames());
            names.addAll(arc.keyNames());
            return names;
        }
    }

    Check(
            SpfQuestion question,
            boolean isNullSender,
            CompletableFuture<SpfResult> spf,
            KeyLookup lookup,
            Dmarc domains,
            String hostname,
            Instant now) {
        this.question = question;
        this.isNullSender = isNullSender;
        this.spf = spf;
        this.lookup = lookup;
        this.domains = domains;
        this.hostname = hostname;
        this.now = now;
        this.forged = new ForgedFields(hostname);
    }

    /**
     * Reads the message.
     *
     * @param isChanged whether it is not as it came, since parts of it have been encoded here
     * @return is done, in bounded time, when everything is known; never fails
     */
    public CompletableFuture<Void> read(MessageSource source, boolean isChanged) {
        hasChanged = isChanged;
        try (InputStream in = source.open()) {
            read(in);
            ask();
        } catch (IOException e) {
            // The delivery will find so, too.
            LOG.log(Level.WARNING, "A message cannot be checked: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            giveUp(e);
        }
        return CompletableFuture.allOf(spf, keys, dmarc);
    }

    /** Whatever a stranger has written, and whatever is wrong with who reads it, his message is delivered like others. */
    private void giveUp(Throwable failure) {
        LOG.log(Level.WARNING, "A message cannot be checked: " + failure);
        LOG.log(Level.DEBUG, "The same in full", failure);
        signatures = null;
        readable = Optional.empty();
    }

    private void ask() {
        Set<String> others = new LinkedHashSet<>(List.of(sender()));
        if (signatures != null) {
            others.addAll(signatures.dkim().domains());
        }
        if (signatures != null && !hasChanged) {
            keys = lookup.find(signatures.keyNames());
        }
        readable.ifPresent(header -> dmarc = domains.ask(header, others));
    }

    /** The domain that SPF is asked for, in A-labels and lower case; empty if it is none. */
    private String sender() {
        return InternationalDomain.toAscii(question.domain()).orElse("");
    }

    private void read(InputStream in) throws IOException {
        MessageReader reader = new MessageReader(this::begin);
        byte[] piece = new byte[PIECE];
        boolean isHeader = true;
        for (int length = in.read(piece); length >= 0 && (isHeader || reader.wantsMore()); length = in.read(piece)) {
            reader.accept(piece, length);
            forged.accept(piece, length);
            isHeader = forged.isInHeader();
        }
        reader.end();
        readable = reader.readable();
    }

    private Collection<BodyHash> begin(List<HeaderField> header) {
        signatures = new Signatures(DkimCheck.of(header, hashes, now), ArcCheck.of(header, hashes));
        return hasChanged ? List.of() : hashes.all();
    }

    /** What is known by now. */
    public Findings findings() {
        ResultsField field = new ResultsField(hostname);
        SpfResult found = spf.getNow(SPF_UNKNOWN);
        field.result("spf", found.verdict().word(), found.reason())
                .of(isNullSender ? "smtp.helo" : "smtp.mailfrom", question.domain());
        count("spf", found.verdict().word());
        if (signatures == null) {
            field.result("dkim", Verdict.PERMERROR.word(), "malformed header");
            count("dkim", Verdict.PERMERROR.word());
            write(ArcCheck.ofMalformed(readable.orElse(List.of())), field);
            write(compared(List.of(), found), field);
        } else {
            write(signatures, found, field);
        }
        return new Findings(field.octets(), field.summary(), forged.end());
    }

    private void write(Signatures known, SpfResult found, ResultsField field) {
        Map<String, KeyAnswer> answers = keys.getNow(unknown(known.keyNames()));
        List<DkimResult> signed = hasChanged
                ? known.dkim().resultsOfChanged(CHANGED)
                : known.dkim().results(answers);
        write(signed, field);
        write(hasChanged ? known.arc().resultOfChanged(CHANGED) : known.arc().result(answers), field);
        write(compared(signed, found), field);
    }

    private DmarcResult compared(List<DkimResult> signed, SpfResult found) {
        Witnesses proved = witnesses(signed, Verdict.PASS, found, SpfResult.Verdict.PASS);
        // Of what has been changed here, a signature that says nothing may have been right.
        Verdict missing = hasChanged ? Verdict.NEUTRAL : Verdict.TEMPERROR;
        Witnesses unknown = witnesses(signed, missing, found, SpfResult.Verdict.TEMPERROR);
        return dmarc.getNow(DmarcCheck.LATE).result(proved, unknown);
    }

    private Witnesses witnesses(
            List<DkimResult> signed, Verdict wanted, SpfResult found, SpfResult.Verdict wantedOfSender) {
        Set<String> signers = new LinkedHashSet<>();
        for (DkimResult result : signed) {
            if (result.verdict() == wanted) {
                result.signature().ifPresent(signature -> signers.add(signature.domain()));
            }
        }
        return new Witnesses(signers, found.verdict() == wantedOfSender ? Optional.of(sender()) : Optional.empty());
    }

    private static void write(DmarcResult result, ResultsField field) {
        field.result("dmarc", result.verdict().word(), result.comment());
        result.author().ifPresent(author -> field.of("header.from", author));
        count("dmarc", result.verdict().word());
    }

    private static Map<String, KeyAnswer> unknown(Set<String> names) {
        Map<String, KeyAnswer> unknown = new HashMap<>();
        names.forEach(name -> unknown.put(name, KEY_UNKNOWN));
        return unknown;
    }

    private static void write(List<DkimResult> results, ResultsField field) {
        if (results.isEmpty()) {
            field.result("dkim", Verdict.NONE.word(), "");
            count("dkim", Verdict.NONE.word());
        }
        for (DkimResult result : results) {
            field.result("dkim", result.verdict().word(), result.reason());
            result.signature().ifPresent(signature -> write(signature, field));
            count("dkim", result.verdict().word());
        }
    }

    private static void write(SignatureField signature, ResultsField field) {
        field.of("header.d", signature.domain())
                .of("header.s", signature.selector())
                .of("header.a", signature.algorithm().tag())
                .of("header.b", signature.beginning());
    }

    private void write(ArcResult result, ResultsField field) {
        field.result("arc", result.status().word(), result.reason())
                .of("smtp.remote-ip", question.client().getHostAddress());
        count("arc", result.status().word());
    }

    private static void count(String method, String result) {
        Meters.counter(
                        "facteur_smtp_checks",
                        "Results of SPF, DKIM, ARC and DMARC for mail of other servers, each signature counted",
                        Map.of("method", method, "result", result))
                .increment();
    }
}
