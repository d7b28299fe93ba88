package org.facteur.wire.tls;

import java.net.IDN;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The host names that a certificate is for (RFC 9525 section 6.3): its DNS names, in lower case and ASCII. */
final class CertificateNames {

    /** A DNS name, as RFC 5280 section 4.2.1.6 numbers the kinds of names. */
    private static final int DNS_NAME = 2;

    private CertificateNames() {}

    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0).equals(DNS_NAME)) {
                    names.add(name.get(1).toString().toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException e) {
            // It is for no name that could be asked for.
        }
        return names;
    }

    /** The name that a client asks for as certificates write it. */
    static String asked(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        try {
            return IDN.toASCII(plain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return plain.toLowerCase(Locale.ROOT);
        }
    }

    /** The wildcard that covers a name: {@code *.example.org} for {@code mail.example.org}. */
    static String wildcard(String name) {
        return "*" + name.substring(Math.max(0, name.indexOf('.')));
    }
}
