package org.facteur.smtp.relay;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.wire.tls.EstablishedTls;
import org.facteur.wire.tls.ServerNames;
import org.facteur.wire.tls.TrustedAuthorities;

/** Looks at what a server has shown in its handshake, before anything is said over it. */
final class ServerVerifier {

    private static final System.Logger LOG = System.getLogger(ServerVerifier.class.getName());

    private final TrustedAuthorities authorities;

    ServerVerifier(TrustedAuthorities authorities) {
        this.authorities = authorities;
    }

    /**
     * What is known of a connection.
     *
     * @param flaw why it is not what the rule asks for, a sentence without its full stop
     * @param found what is not as the destination says that it is; also where that is no flaw, since it is being tested
     */
    record Verdict(ConnectionTls tls, Optional<String> flaw, Optional<Flaw> found) {}

    /**
     * What is wrong with a certificate.
     *
     * @param words a sentence without its full stop
     */
    record Flaw(TlsFailure kind, String words) {}

    Verdict verify(Target target, EstablishedTls tls) {
        if (target.tls() instanceof TlsRule.Verified rule) {
            return verdict(tls, rule.says(), flaw(tls.peerChain(), rule.names()));
        }
        if (target.tls() instanceof TlsRule.Dane rule) {
            Optional<Flaw> flaw =
                    rule.records().flaw(tls.peerChain(), rule.names()).map(words -> untrusted(tls.peerChain(), words));
            return verdict(tls, Verification.DANE, flaw);
        }
        if (target.tls() instanceof TlsRule.Tested tested) {
            Optional<Flaw> flaw = flaw(tls.peerChain(), tested.rule().names());
            flaw.ifPresent(found -> LOG.log(
                    System.Logger.Level.INFO,
                    "{0} is not what the MTA-STS policy says, which is being tested: {1}",
                    target.description(),
                    found.words()));
            return new Verdict(verdict(tls, tested.rule().says(), flaw).tls(), Optional.empty(), flaw);
        }
        boolean isVerified = flaw(tls.peerChain(), List.of(target.host())).isEmpty();
        return verdict(tls, isVerified ? Verification.PKIX : Verification.NONE, Optional.empty());
    }

    private static Verdict verdict(EstablishedTls tls, Verification proven, Optional<Flaw> flaw) {
        Verification verification = flaw.isEmpty() ? proven : Verification.NONE;
        return new Verdict(
                new ConnectionTls(tls.protocol(), tls.cipherSuite(), verification), flaw.map(Flaw::words), flaw);
    }

    private Optional<Flaw> flaw(List<X509Certificate> chain, List<String> names) {
        return authorities
                .flaw(chain)
                .map(words -> untrusted(chain, words))
                .or(() -> wrongName(ServerNames.of(chain.get(0)), names));
    }

    private static Optional<Flaw> wrongName(ServerNames own, List<String> names) {
        return names.stream().anyMatch(own::include)
                ? Optional.empty()
                : Optional.of(flaw(
                        TlsFailure.CERTIFICATE_HOST_MISMATCH,
                        "is for " + own + ", not for " + String.join(" or ", names)));
    }

    private static Flaw untrusted(List<X509Certificate> chain, String words) {
        Instant now = Instant.now();
        boolean hasExpired =
                chain.stream().anyMatch(each -> each.getNotAfter().toInstant().isBefore(now));
        return flaw(hasExpired ? TlsFailure.CERTIFICATE_EXPIRED : TlsFailure.CERTIFICATE_NOT_TRUSTED, words);
    }

    private static Flaw flaw(TlsFailure kind, String words) {
        return new Flaw(kind, "The certificate of the server " + words);
    }
}
