package org.facteur.mailstore.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which accounts a client certificate names, by the field that is configured. */
@ApplicationScoped
public class CertificateNames {

    /** {@code rfc822Name} (RFC 5280 section 4.2.1.6). */
    private static final Integer EMAIL_NAME = 1;

    @Inject
    @ConfigProperty(name = "facteur.tls.client.field", defaultValue = "email")
    private String field;

    /**
     * The names in their order; possibly none.
     *
     * @throws IllegalStateException when the configuration names no field that there is
     */
    public List<String> of(X509Certificate certificate) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "email" -> addresses(certificate);
            case "cn" -> ofSubject(certificate, "CN");
            case "uid" -> ofSubject(certificate, "UID");
            default ->
                throw new IllegalStateException("FACTEUR_TLS_CLIENT_FIELD is email, cn or uid, not '" + field + "'");
        };
    }

    private static List<String> addresses(X509Certificate certificate) {
        List<String> addresses = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (EMAIL_NAME.equals(name.get(0)) && name.get(1) instanceof String address) {
                    addresses.add(address);
                }
            }
        } catch (CertificateParsingException e) {
            // It names nobody.
            return List.of();
        }
        return addresses;
    }

    private static List<String> ofSubject(X509Certificate certificate, String type) {
        try {
            LdapName subject =
                    new LdapName(certificate.getSubjectX500Principal().getName());
            List<String> values = new ArrayList<>();
            for (Rdn rdn : subject.getRdns()) {
                if (rdn.getType().equalsIgnoreCase(type) && rdn.getValue() instanceof String value) {
                    values.add(value);
                }
            }
            return values;
        } catch (InvalidNameException e) {
            return List.of();
        }
    }
}
