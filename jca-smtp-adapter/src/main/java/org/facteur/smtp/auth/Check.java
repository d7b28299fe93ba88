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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.facteur.api.content.MessageSource;
import org.facteur.api.metric.Meters;
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

    private static final KeyAnswer KEY_UNKNOWN = new KeyAnswer.Unanswered();

    private final SpfQuestion question;
    private final boolean isNullSender;
    private final CompletableFuture<SpfResult> spf;
    private final KeyLookup lookup;
    private final String hostname;
    private final Instant now;
    private final ForgedFields forged;
    private final BodyHashes hashes = new BodyHashes();
    private @Nullable DkimCheck dkim;
    private @Nullable ArcCheck arc;
    private CompletableFuture<Map<String, KeyAnswer>> keys = CompletableFuture.completedFuture(Map.of());

    Check(
            SpfQuestion question,
            boolean isNullSender,
            CompletableFuture<SpfResult> spf,
            KeyLookup lookup,
            String hostname,
            Instant now) {
        this.question = question;
        this.isNullSender = isNullSender;
        this.spf = spf;
        this.lookup = lookup;
        this.hostname = hostname;
        this.now = now;
        this.forged = new ForgedFields(hostname);
    }

    /**
     * Reads the message as it came.
     *
     * @return is done, in bounded time, when everything is known; never fails
     */
    public CompletableFuture<Void> read(MessageSource source) {
        try (InputStream in = source.open()) {
            read(in);
        } catch (IOException e) {
            // The delivery will find so, too.
            LOG.log(Level.WARNING, "A message cannot be checked: " + e.getMessage());
        }
        if (dkim != null && arc != null) {
            keys = lookup.find(keyNames(dkim, arc));
        }
        return CompletableFuture.allOf(spf, keys);
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
    }

    private Collection<BodyHash> begin(List<HeaderField> header) {
        dkim = DkimCheck.of(header, hashes, now);
        arc = ArcCheck.of(header, hashes);
        return hashes.all();
    }

    private static Set<String> keyNames(DkimCheck dkim, ArcCheck arc) {
        Set<String> names = new LinkedHashSet<>(dkim.keyNames());
        names.addAll(arc.keyNames());
        return names;
    }

    /** What is known by now. */
    public Findings findings() {
        ResultsField field = new ResultsField(hostname);
        SpfResult found = spf.getNow(SPF_UNKNOWN);
        field.result("spf", found.verdict().word(), found.reason())
                .of(isNullSender ? "smtp.helo" : "smtp.mailfrom", question.domain());
        count("spf", found.verdict().word());
        if (dkim == null || arc == null) {
            field.result("dkim", Verdict.PERMERROR.word(), "malformed header");
            count("dkim", Verdict.PERMERROR.word());
        } else {
            Map<String, KeyAnswer> answers = keys.getNow(unknown(keyNames(dkim, arc)));
            write(dkim.results(answers), field);
            write(arc.result(answers), field);
        }
        return new Findings(field.octets(), field.summary(), forged.end());
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
                        "Results of SPF, DKIM and ARC for mail of other servers, each signature counted",
                        Map.of("method", method, "result", result))
                .increment();
    }
}
