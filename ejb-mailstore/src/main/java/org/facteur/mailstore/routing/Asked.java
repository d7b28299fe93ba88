package org.facteur.mailstore.routing;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;

/**
 * An address whose way is looked for.
 *
 * @param path as it was given
 * @param key the same for all ways to write it
 * @param address if it can be one of this server's accounts
 * @param base what stands before the sub-address, if there is one
 */
record Asked(
        String path,
        String key,
        Optional<MailAddress> address,
        Optional<MailAddress> base,
        Optional<DomainName> domain) {

    /** The one local part that every domain has, and that needs no domain (RFC 5321 section 4.5.1). */
    static final String POSTMASTER = "postmaster";

    /** RFC 2142 section 4. */
    private static final String ABUSE = "abuse";

    /** @param separator between a name and its sub-address; empty if there are none */
    static Asked of(String path, String separator) {
        Optional<MailAddress> address = MailAddress.parse(path);
        return new Asked(
                path, key(path), address, address.flatMap(whole -> base(whole, separator)), MailAddress.domainOf(path));
    }

    static String key(String path) {
        return path.equalsIgnoreCase(POSTMASTER)
                ? POSTMASTER
                : MailAddress.parse(path).map(MailAddress::toString).orElse(path);
    }

    private static Optional<MailAddress> base(MailAddress whole, String separator) {
        int at = separator.isEmpty() ? -1 : whole.localPart().indexOf(separator);
        return at < 1 ? Optional.empty() : MailAddress.parse(whole.localPart().substring(0, at) + "@" + whole.domain());
    }

    /** The local part as it was given. */
    String localPart() {
        int at = path.lastIndexOf('@');
        return at < 0 ? path : path.substring(0, at);
    }

    boolean isPostmasterOfAll() {
        return key.equals(POSTMASTER);
    }

    boolean isForPostmaster() {
        return address.map(MailAddress::localPart)
                .filter(name -> name.equals(POSTMASTER) || name.equals(ABUSE))
                .isPresent();
    }

    /** The addresses of which one may say where this one leads. */
    Set<String> candidates() {
        Set<String> candidates = new LinkedHashSet<>();
        address.ifPresent(whole -> candidates.add(whole.toString()));
        base.ifPresent(name -> candidates.add(name.toString()));
        domain.ifPresent(name -> candidates.add(catchAll(name.value())));
        return candidates;
    }

    /** The address of what a domain gets for nobody else. */
    static String catchAll(String domain) {
        return "@" + domain;
    }
}
