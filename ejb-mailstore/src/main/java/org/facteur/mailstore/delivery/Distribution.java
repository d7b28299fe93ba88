package org.facteur.mailstore.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.routing.Leaf;

/** Who gets which edition of a message: everybody once, and as it was sent rather than from a group. */
final class Distribution {

    /** Those of an edition who are at other servers, by the domain through which it is forwarded; empty if it is not. */
    record Remote(Edition edition, Optional<DomainName> through) {

        /** The domain of the address here by which they get it. */
        Optional<DomainName> forwarder() {
            return through.or(() -> edition.group().flatMap(group -> MailAddress.domainOf(group.address())));
        }
    }

    private final Map<MailAccount, Edition> editions =
            new TreeMap<>(Comparator.comparingLong(account -> account.id().value()));
    private final Map<MailAccount, List<String>> paths = new LinkedHashMap<>();
    private final Map<Remote, List<RcptTo>> remotes = new LinkedHashMap<>();
    private final Set<String> remoteAddresses = new HashSet<>();

    /** One of several in the place of a recipient: the sender has heard of a success already (RFC 3461 section 5.2.7.3). */
    static RcptTo expanded(RcptTo named) {
        Set<Notify> wanted = EnumSet.noneOf(Notify.class);
        wanted.addAll(named.parameters().notifyOn());
        if (wanted.remove(Notify.SUCCESS) && wanted.isEmpty()) {
            wanted.add(Notify.NEVER);
        }
        return new RcptTo(named.forwardPath(), named.parameters().withNotifyOn(wanted));
    }

    void add(Edition edition, MailAccount account, String path) {
        Edition own = editions.putIfAbsent(account, edition);
        if (own == null || own.equals(edition)) {
            paths.computeIfAbsent(account, each -> new ArrayList<>()).add(path);
        }
    }

    /** Somebody at another server whom the sender has named. */
    void add(Edition edition, RcptTo rcptTo) {
        if (remoteAddresses.add(rcptTo.forwardPath().toLowerCase(Locale.ROOT))) {
            to(edition, Optional.empty()).add(rcptTo);
        }
    }

    /** Somebody at another server to whom the message is forwarded. */
    void add(Edition edition, Leaf.Remote remote, RcptTo named) {
        if (remoteAddresses.add(remote.address().toLowerCase(Locale.ROOT))) {
            RcptParameters parameters = edition.group().isPresent() ? RcptParameters.NONE : named.parameters();
            to(edition, edition.group().isPresent() ? Optional.empty() : remote.through())
                    .add(new RcptTo(remote.address(), parameters));
        }
    }

    private List<RcptTo> to(Edition edition, Optional<DomainName> through) {
        return remotes.computeIfAbsent(new Remote(edition, through), each -> new ArrayList<>());
    }

    /** In the order of their ids. */
    Set<MailAccount> accounts() {
        return editions.keySet();
    }

    Edition edition(MailAccount account) {
        Edition edition = editions.get(account);
        if (edition == null) {
            throw new IllegalArgumentException(account.address() + " gets nothing");
        }
        return edition;
    }

    /** The paths that led to an account. */
    List<String> paths(MailAccount account) {
        return paths.getOrDefault(account, List.of());
    }

    /** The accounts of an edition, in the order of their ids, with the paths that led to each. */
    Map<MailAccount, List<String>> recipients(Edition edition) {
        Map<MailAccount, List<String>> recipients = new LinkedHashMap<>();
        editions.forEach((account, own) -> {
            if (own.equals(edition)) {
                recipients.put(account, paths.getOrDefault(account, List.of()));
            }
        });
        return recipients;
    }

    Map<Remote, List<RcptTo>> remotes() {
        return remotes;
    }

    boolean hasRemote(Edition edition) {
        return remotes.keySet().stream().anyMatch(remote -> remote.edition().equals(edition));
    }
}
