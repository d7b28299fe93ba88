package org.facteur.mailstore.routing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.facteur.api.account.Account;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.account.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who may post to groups, by the envelope. Who is logged in posts under the account's address. Of the others the reverse-path is
 * believed if it is of another server: an address of this server is only believed to who has logged in, or is trusted with LMTP. What
 * is asked about the message is asked once for all its groups; not thread-safe.
 */
final class SenderGate implements Gate {

    private final SmtpClient client;
    private final String reversePath;
    private final Supplier<Set<String>> listIds;
    private final RouteRepository routes;

    private @Nullable Set<String> lists;
    private @Nullable Boolean isOfAnotherServer;

    /** @param listIds the lists that the message has been on, in lower case; asked for only if there is a group */
    SenderGate(SmtpClient client, String reversePath, Supplier<Set<String>> listIds, RouteRepository routes) {
        this.client = client;
        this.reversePath = reversePath;
        this.listIds = listIds;
        this.routes = routes;
    }

    @Override
    public boolean isReport() {
        return reversePath.isEmpty();
    }

    /** Reports and the like are for whoever sent something, which a group has never done under its own address. */
    @Override
    public Passage at(Group group) {
        if (isReport() || !mayPost(group)) {
            return Passage.REFUSED;
        }
        return lists().contains(group.listId().toLowerCase(Locale.ROOT)) ? Passage.LOOP : Passage.OPEN;
    }

    private Set<String> lists() {
        Set<String> known = lists;
        if (known == null) {
            known = listIds.get();
            lists = known;
        }
        return known;
    }

    private boolean mayPost(Group group) {
        return switch (group.posting()) {
            case ANYONE -> true;
            case ACCOUNTS -> client.account().isPresent() || isTrusted();
            case MEMBERS -> isOneOf(group.members());
            case NAMED -> isOneOf(group.posters());
        };
    }

    private boolean isOneOf(Set<String> addresses) {
        Optional<String> login = client.account().map(Account::address);
        if (login.isPresent()) {
            return addresses.contains(login.get()) || addresses.contains(normal(reversePath));
        }
        return addresses.contains(normal(reversePath)) && (isTrusted() || isOfAnotherServer());
    }

    private boolean isTrusted() {
        return client.service() == SmtpService.LMTP;
    }

    private boolean isOfAnotherServer() {
        Boolean known = isOfAnotherServer;
        if (known == null) {
            known = MailAddress.domainOf(reversePath)
                    .filter(domain -> !routes.isLocal(domain))
                    .isPresent();
            isOfAnotherServer = known;
        }
        return known;
    }

    private static String normal(String address) {
        return MailAddress.parse(address).map(MailAddress::toString).orElse(address);
    }
}
