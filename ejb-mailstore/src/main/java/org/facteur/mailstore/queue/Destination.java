package org.facteur.mailstore.queue;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.api.queue.QueueListener;
import org.facteur.mailstore.account.MailAddress;

/**
 * Where recipients go together: a domain in lower case and ASCII, or an address literal in its brackets.
 *
 * @param name at most 255 characters; {@link QueueListener#HERE} for recipients of this server
 */
record Destination(String name) {

    private static final int LONGEST = 255;

    /** What RFC 5321 section 4.1.3 lets stand between brackets; whether it is an address is seen when it is asked for. */
    private static final Pattern LITERAL = Pattern.compile("\\[(ipv6:[0-9a-f:.]+|[0-9.]+)]");

    /** This server: what waits for it is delivered by the store itself. No address that anybody can write goes there. */
    static final Destination HERE = new Destination(QueueListener.HERE);

    /** Empty if no mail can go there. */
    static Optional<Destination> of(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
        if (domain.startsWith("[")) {
            return LITERAL.matcher(domain).matches() && domain.length() <= LONGEST
                    ? Optional.of(new Destination(domain))
                    : Optional.empty();
        }
        return MailAddress.domainOf(address).flatMap(name -> ascii(name.value()));
    }

    /** What a person calls it: a domain, or an address literal. */
    static Optional<Destination> named(String name) {
        return name.strip().equals(HERE.name) ? Optional.of(HERE) : of("postmaster@" + name.strip());
    }

    private static Optional<Destination> ascii(String domain) {
        try {
            String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return ascii.length() <= LONGEST ? Optional.of(new Destination(ascii)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
