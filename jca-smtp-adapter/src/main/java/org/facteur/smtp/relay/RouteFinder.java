package org.facteur.smtp.relay;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.facteur.api.queue.NextHop;
import org.facteur.smtp.relay.Route.Proof;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.facteur.wire.dns.DnsAnswer.Status;
import org.facteur.wire.dns.DnsException;
import org.facteur.wire.dns.MailExchanger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the servers of a destination (RFC 5321 section 5.1): the one that is laid down for it, or for all; an address literal; the mail exchangers
 * of a domain by preference, those of the same in any order; or without such the domain itself.
 */
final class RouteFinder {

    private static final System.Logger LOG = System.getLogger(RouteFinder.class.getName());

    /** Servers that are looked at for one destination. */
    private static final int MAX_HOSTS = 10;

    /** Addresses that are tried for one connection. */
    private static final int MAX_TARGETS = 5;

    private final Dns dns;
    private final RelaySettings settings;
    private final OwnAddresses own = new OwnAddresses();

    RouteFinder(Dns dns, RelaySettings settings) {
        this.dns = dns;
        this.settings = settings;
    }

    /** What DNS says of one server: its addresses, or why there are none. */
    private record Found(MailExchanger exchanger, @Nullable DnsAnswer<InetAddress> answer, String failure) {}

    /**
     * Never fails.
     *
     * @param laid where the application wants mail for the destination to go
     */
    CompletionStage<Route> find(String destination, Optional<NextHop> laid) {
        CompletionStage<Route> route = laid.or(settings::smarthost)
                .map(this::toHop)
                .orElseGet(() -> destination.startsWith("[") ? toLiteral(destination) : toDomain(destination));
        return route.exceptionally(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (!(cause instanceof DnsException)) {
                LOG.log(System.Logger.Level.ERROR, "No way to " + destination + " could be looked for", cause);
            }
            return Route.notNow("4.4.3", String.valueOf(cause.getMessage()));
        });
    }

    private CompletionStage<Route> toHop(NextHop hop) {
        return addresses(new MailExchanger(0, hop.host())).thenApply(found -> {
            List<Target> targets = targets(found, hop.port());
            if (targets.isEmpty()) {
                return Route.notNow("4.4.3", "The server " + hop.host() + " has no address");
            }
            List<Target> ofOneKind = targets.stream()
                    .filter(target -> hop.source().stream()
                            .allMatch(source ->
                                    isOfOneKind(source, target.address().getAddress())))
                    .toList();
            return ofOneKind.isEmpty()
                    ? Route.notNow(
                            "4.4.3",
                            "The server " + hop.host() + " has no address that can be reached from "
                                    + hop.source()
                                            .map(InetAddress::getHostAddress)
                                            .orElse(""))
                    : new Route.Targets(ofOneKind, Proof.GIVEN, Optional.of(hop));
        });
    }

    /** Whether both are of IPv4, or of IPv6. */
    private static boolean isOfOneKind(InetAddress source, InetAddress target) {
        return source.getAddress().length == target.getAddress().length;
    }

    private CompletionStage<Route> toLiteral(String literal) {
        String text = literal.substring(1, literal.length() - 1);
        InetAddress address = address(text.startsWith("ipv6:") ? text.substring(5) : text);
        if (address == null) {
            return CompletableFuture.completedFuture(Route.never("5.1.3", literal + " is no address of a machine"));
        }
        Target target = new Target(address.getHostAddress(), new InetSocketAddress(address, settings.port()));
        return CompletableFuture.completedFuture(
                isOwn(target) ? loop(literal) : new Route.Targets(List.of(target), Proof.GIVEN));
    }

    private static @Nullable InetAddress address(String text) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return octets == null ? null : InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private CompletionStage<Route> toDomain(String domain) {
        return dns.mailExchangers(domain).thenCompose(answer -> {
            if (answer.status() == Status.NO_NAME) {
                return CompletableFuture.completedFuture(
                        Route.never("5.1.2", "The domain " + domain + " does not exist"));
            }
            Proof proof = answer.validated() ? Proof.SIGNED : Proof.NONE;
            if (!answer.isFound()) {
                return toHosts(domain, List.of(new MailExchanger(0, domain)), proof);
            }
            List<MailExchanger> exchangers = new ArrayList<>(answer.records());
            exchangers.removeIf(exchanger -> exchanger.host().isEmpty());
            if (exchangers.isEmpty()) {
                return CompletableFuture.completedFuture(
                        Route.never("5.1.10", "The domain " + domain + " takes no mail (null MX)"));
            }
            Collections.shuffle(exchangers);
            exchangers.sort(Comparator.comparingInt(MailExchanger::preference));
            return toHosts(domain, exchangers, proof);
        });
    }

    private CompletionStage<Route> toHosts(String domain, List<MailExchanger> exchangers, Proof proof) {
        List<CompletableFuture<Found>> asked = exchangers.stream()
                .limit(MAX_HOSTS)
                .map(exchanger -> addresses(exchanger).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> route(
                        domain, asked.stream().map(CompletableFuture::join).toList(), proof));
    }

    private CompletionStage<Found> addresses(MailExchanger exchanger) {
        InetAddress literal = address(exchanger.host());
        if (literal != null) {
            return CompletableFuture.completedFuture(
                    new Found(exchanger, new DnsAnswer<>(Status.FOUND, List.of(literal), false, exchanger.host()), ""));
        }
        return dns.addresses(exchanger.host())
                .handle((answer, failure) ->
                        new Found(exchanger, answer, failure == null ? "" : String.valueOf(message(failure))));
    }

    private static @Nullable String message(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause().getMessage()
                : failure.getMessage();
    }

    private Route route(String domain, List<Found> hosts, Proof proof) {
        int own = hosts.stream()
                .filter(this::isOwn)
                .mapToInt(host -> host.exchanger().preference())
                .min()
                .orElse(Integer.MAX_VALUE);
        // Of those as good as this server or worse, none is nearer to the recipient.
        List<Found> better = hosts.stream()
                .filter(host -> host.exchanger().preference() < own)
                .toList();
        List<Target> targets = better.stream()
                .flatMap(host -> targets(host, settings.port()).stream())
                .limit(MAX_TARGETS)
                .toList();
        if (!targets.isEmpty()) {
            return new Route.Targets(targets, proof);
        }
        Optional<String> failure = better.stream()
                .map(Found::failure)
                .filter(each -> !each.isEmpty())
                .findFirst();
        if (failure.isPresent()) {
            return Route.notNow("4.4.3", failure.get());
        }
        return own == Integer.MAX_VALUE
                ? Route.never("5.4.4", "No server for mail to " + domain + " has an address")
                : loop(domain);
    }

    private boolean isOwn(Found host) {
        boolean isNamedAsOwn =
                settings.port() == settings.ownPort() && host.exchanger().host().equalsIgnoreCase(settings.hostname());
        return isNamedAsOwn || targets(host, settings.port()).stream().anyMatch(this::isOwn);
    }

    private static List<Target> targets(Found found, int port) {
        DnsAnswer<InetAddress> answer = found.answer();
        if (answer == null) {
            return List.of();
        }
        String host = found.exchanger().host();
        List<String> proven =
                answer.validated() ? Stream.of(answer.name(), host).distinct().toList() : List.of();
        return answer.records().stream()
                .map(address -> new Target(host, new InetSocketAddress(address, port), proven))
                .toList();
    }

    private static Route loop(String destination) {
        return Route.never("5.4.6", "Mail for " + destination + " leads back to this server, which does not have it");
    }

    private boolean isOwn(Target target) {
        return target.address().getPort() == settings.ownPort()
                && own.contains(target.address().getAddress());
    }
}
