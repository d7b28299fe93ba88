package org.facteur.mailstore.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.api.account.Account;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;

/** Who may speak in the name of which domain: what a domain signs, others take for its word. */
public final class Authorship {

    private Authorship() {}

    /**
     * The domain of the author of a message that comes from an account, if the account is of that domain or of one above it, or the
     * sender is, whose address it may use.
     *
     * @param from the addresses of its From, which name one domain all together
     */
    public static Optional<DomainName> of(InboundMessage message, List<EmailAddress> from) {
        Optional<String> account = message.client().account().map(Account::address);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        List<DomainName> own = Stream.of(account.get(), message.mailFrom().reversePath())
                .flatMap(address -> MailAddress.domainOf(address).stream())
                .toList();
        return domain(from).filter(author -> own.stream().anyMatch(domain -> isWithin(author, domain)));
    }

    /** The same of a message that this server writes itself. */
    public static Optional<DomainName> ofOwn(List<EmailAddress> from) {
        return domain(from);
    }

    private static Optional<DomainName> domain(List<EmailAddress> from) {
        Set<Optional<DomainName>> domains = from.stream()
                // The marks around a group have no host.
                .filter(address -> address.host() != null)
                .map(address -> DomainName.parse(unicode(String.valueOf(address.host()))))
                .collect(Collectors.toSet());
        return domains.size() == 1 ? domains.iterator().next() : Optional.empty();
    }

    /** An envelope has one character an octet. */
    private static String unicode(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isWithin(DomainName name, DomainName domain) {
        return name.equals(domain) || name.value().endsWith("." + domain.value());
    }
}
