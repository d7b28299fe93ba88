package org.facteur.wire.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.facteur.wire.dns.TlsaRecord;

/**
 * Verifies servers by TLSA records as mail does (RFC 7671, RFC 7672 section 3): usage 3 names the server's certificate, whatever else
 * that says; usage 2 an authority, which vouches for it as others do. The usages 0 and 1 are of no use to mail. That DNSSEC
 * proves the records is a matter of who has asked for them.
 */
public final class TlsaVerifier {

    private static final int AUTHORITY = 2;
    private static final int SERVER = 3;
    private static final int WHOLE_CERTIFICATE = 0;
    private static final int PUBLIC_KEY = 1;
    private static final int EXACT = 0;
    private static final int SHA_256 = 1;
    private static final int SHA_512 = 2;

    /** Records that are looked at, and certificates of a chain. */
    private static final int MOST_RECORDS = 50;

    private static final int LONGEST_CHAIN = 10;

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final List<TlsaRecord> records;

    /** @param records of which those that are of no use are passed over */
    public TlsaVerifier(List<TlsaRecord> records) {
        List<TlsaRecord> usable = records.stream()
                .filter(TlsaVerifier::isUsable)
                .limit(MOST_RECORDS)
                .toList();
        this.records =
                usable.stream().filter(record -> !isOutdone(record, usable)).toList();
    }

    private static boolean isUsable(TlsaRecord record) {
        boolean hasRightLength = switch (record.matchingType()) {
            case EXACT -> record.data().length > 0;
            case SHA_256 -> record.data().length == 32;
            case SHA_512 -> record.data().length == 64;
            default -> false;
        };
        return hasRightLength
                && (record.usage() == AUTHORITY || record.usage() == SERVER)
                && (record.selector() == WHOLE_CERTIFICATE || record.selector() == PUBLIC_KEY);
    }

    /** RFC 7671 section 9: of two digests of the same kind of thing the stronger counts. */
    private static boolean isOutdone(TlsaRecord record, List<TlsaRecord> all) {
        return record.matchingType() == SHA_256
                && all.stream()
                        .anyMatch(other -> other.matchingType() == SHA_512
                                && other.usage() == record.usage()
                                && other.selector() == record.selector());
    }

    /** The records that count, as they are written. */
    public List<String> texts() {
        return records.stream().map(TlsaRecord::toString).toList();
    }

    /** Whether no record is of use: then TLS is asked for, and nothing can be verified (RFC 7672 section 2.2). */
    public boolean isUseless() {
        return records.isEmpty();
    }

    /**
     * Why a certificate is not one that the records name.
     *
     * @param chain the server's certificate, then those that lead to its authority
     * @param names of which the certificate has one, if an authority vouches for it
     * @return what the certificate is or does; empty if it is one
     */
    public Optional<String> flaw(List<X509Certificate> chain, List<String> names) {
        if (chain.isEmpty()) {
            return Optional.of("is missing");
        }
        X509Certificate server = chain.get(0);
        if (records.stream().anyMatch(record -> record.usage() == SERVER && matches(record, server))) {
            return Optional.empty();
        }
        List<X509Certificate> presented = chain.subList(0, Math.min(LONGEST_CHAIN, chain.size()));
        boolean isVouchedFor = anchors(presented).stream().anyMatch(anchor -> leadsTo(anchor, presented));
        if (!isVouchedFor) {
            return Optional.of("is none that the TLSA records name");
        }
        ServerNames own = ServerNames.of(server);
        return names.stream().anyMatch(own::include)
                ? Optional.empty()
                : Optional.of("is for " + own + ", not for " + String.join(" or ", names));
    }

    /** The authorities that the records name, from the chain or as a whole in the record; the server is none of its own. */
    private List<TrustAnchor> anchors(List<X509Certificate> chain) {
        List<TrustAnchor> anchors = new ArrayList<>();
        for (TlsaRecord record : records) {
            if (record.usage() == AUTHORITY) {
                chain.stream()
                        .skip(1)
                        .filter(certificate -> !certificate.equals(chain.get(0)))
                        .filter(certificate -> matches(record, certificate))
                        .forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
                if (record.matchingType() == EXACT) {
                    inRecord(record, chain).ifPresent(anchors::add);
                }
            }
        }
        return anchors;
    }

    private static Optional<TrustAnchor> inRecord(TlsaRecord record, List<X509Certificate> chain) {
        try {
            if (record.selector() == WHOLE_CERTIFICATE) {
                X509Certificate authority = (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(record.data()));
                return authority.equals(chain.get(0))
                        ? Optional.empty()
                        : Optional.of(new TrustAnchor(authority, null));
            }
            return Optional.of(new TrustAnchor(
                    chain.get(chain.size() - 1).getIssuerX500Principal(),
                    new JcaPEMKeyConverter().getPublicKey(SubjectPublicKeyInfo.getInstance(record.data())),
                    null));
        } catch (GeneralSecurityException | IOException | RuntimeException e) { // what a record holds is anything
            return Optional.empty();
        }
    }

    private static boolean leadsTo(TrustAnchor anchor, List<X509Certificate> chain) {
        try {
            X509CertSelector server = new X509CertSelector();
            server.setCertificate(chain.get(0));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(anchor), server);
            parameters.setRevocationEnabled(false);
            parameters.setMaxPathLength(LONGEST_CHAIN);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            List<String> usages = chain.get(0).getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTHENTICATION) || usages.contains(ANY_USAGE);
        } catch (GeneralSecurityException | RuntimeException e) { // what a server shows is anything
            return false;
        }
    }

    private static boolean matches(TlsaRecord record, X509Certificate certificate) {
        try {
            byte[] whole = certificate.getEncoded();
            byte[] selected = record.selector() == WHOLE_CERTIFICATE
                    ? whole
                    : new X509CertificateHolder(whole).getSubjectPublicKeyInfo().getEncoded();
            byte[] compared = switch (record.matchingType()) {
                case SHA_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case SHA_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
            return MessageDigest.isEqual(compared, record.data());
        } catch (GeneralSecurityException | IOException | RuntimeException e) { // what a server shows is anything
            return false;
        }
    }
}
