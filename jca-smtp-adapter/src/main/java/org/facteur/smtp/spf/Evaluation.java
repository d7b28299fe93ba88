package org.facteur.smtp.spf;

import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.facteur.api.network.InternationalDomain;
import org.facteur.api.network.Network;
import org.facteur.smtp.spf.SpfResult.Verdict;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.facteur.wire.dns.DnsException;
import org.facteur.wire.dns.MailExchanger;
import org.jspecify.annotations.Nullable;

/**
 * {@code check_host()} of RFC 7208 section 4, for one client: one term after the other, each when the name servers have answered for the one
 * before. The terms of all records together ask ten times at most, and twice in vain. The domains' explanations are not fetched.
 */
final class Evaluation {

    private static final System.Logger LOG = System.getLogger(Evaluation.class.getName());

    /** RFC 7208 section 4.6.4. */
    private static final int MAX_TERMS = 10;

    private static final int MAX_VOID = 2;
    private static final int MAX_HOSTS = 10;

    private static final int MAX_NAME = 253;

    /** Two labels at least (RFC 7208 section 4.3), and no address literal. */
    private static final Pattern DOMAIN = Pattern.compile("(?:[^.\\s\\[\\]]{1,63}\\.)+[^.\\s\\[\\]]{1,63}\\.?");

    private final Dns dns;
    private final SpfQuestion question;

    // The stages come one after the other, each on the thread on which the one before has ended.
    private int terms;
    private int voids;
    private @Nullable CompletableFuture<List<String>> names;

    Evaluation(Dns dns, SpfQuestion question) {
        this.dns = dns;
        this.question = question;
    }

    /** Never fails. */
    CompletableFuture<SpfResult> run() {
        // As a stage, so that nothing that goes wrong comes to whoever has asked.
        return done(question.domain()).thenCompose(this::ask).exceptionally(Evaluation::failed);
    }

    private CompletableFuture<SpfResult> ask(String domain) {
        Optional<String> ascii =
                domain.chars().allMatch(c -> c < 0x80) ? Optional.of(domain) : InternationalDomain.toAscii(domain);
        return ascii.map(this::check).orElseGet(() -> done(SpfResult.of(Verdict.NONE)));
    }

    private static SpfResult failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SpfException error) {
            return error.result();
        }
        if (cause instanceof DnsException) {
            return new SpfResult(Verdict.TEMPERROR, "no answer of the name servers");
        }
        LOG.log(
                Level.WARNING,
                "A record of SPF cannot be evaluated: " + cause.getClass().getName());
        return new SpfResult(Verdict.TEMPERROR, "not evaluated");
    }

    private CompletableFuture<SpfResult> check(String domain) {
        // The length first: the pattern goes deeper with each label.
        if (domain.length() > MAX_NAME + 1 || !DOMAIN.matcher(domain).matches()) {
            return done(SpfResult.of(Verdict.NONE));
        }
        return dns.texts(domain).toCompletableFuture().thenCompose(answer -> attempt(() -> check(domain, answer)));
    }

    private CompletableFuture<SpfResult> check(String domain, DnsAnswer<String> answer) throws SpfException {
        List<String> records =
                answer.records().stream().filter(SpfRecord::isRecord).toList();
        if (records.isEmpty()) {
            return done(SpfResult.of(Verdict.NONE));
        }
        if (records.size() > 1) {
            throw SpfException.permanent("several records");
        }
        return check(domain, SpfRecord.parse(records.get(0)), 0);
    }

    /** @param from the first directive that is looked at */
    private CompletableFuture<SpfResult> check(String domain, SpfRecord record, int from) throws SpfException {
        for (int i = from; i < record.directives().size(); i++) {
            Directive directive = record.directives().get(i);
            if (directive.mechanism() instanceof Mechanism.All) {
                return done(SpfResult.of(directive.verdict()));
            }
            if (directive.mechanism() instanceof Mechanism.Within within) {
                if (within.network().contains(question.client())) {
                    return done(SpfResult.of(directive.verdict()));
                }
                continue;
            }
            int next = i + 1;
            countTerm();
            return matches(directive.mechanism(), domain)
                    .thenCompose(matches -> matches
                            ? done(SpfResult.of(directive.verdict()))
                            : attempt(() -> check(domain, record, next)));
        }
        return record.redirect().isPresent()
                ? redirect(record.redirect().get(), domain)
                : done(SpfResult.of(Verdict.NEUTRAL));
    }

    private CompletableFuture<SpfResult> redirect(MacroString target, String domain) throws SpfException {
        countTerm();
        return expand(target, domain)
                .thenCompose(this::check)
                .thenCompose(result -> attempt(() -> {
                    if (result.verdict() == Verdict.NONE) {
                        throw SpfException.permanent("redirect to no record");
                    }
                    return done(result);
                }));
    }

    private void countTerm() throws SpfException {
        if (++terms > MAX_TERMS) {
            throw SpfException.permanent("too many lookups");
        }
    }

    private CompletableFuture<Boolean> matches(Mechanism mechanism, String domain) {
        if (mechanism instanceof Mechanism.Include include) {
            return expand(include.domain(), domain)
                    .thenCompose(this::check)
                    .thenCompose(result -> attempt(() -> done(includes(result))));
        }
        if (mechanism instanceof Mechanism.Address address) {
            return target(address.domain(), domain)
                    .thenCompose(this::addresses)
                    .thenCompose(answer -> attempt(
                            () -> done(isNear(found(answer).records(), address.ipv4Bits(), address.ipv6Bits()))));
        }
        if (mechanism instanceof Mechanism.Exchanger exchanger) {
            return target(exchanger.domain(), domain)
                    .thenCompose(dns::mailExchangers)
                    .thenCompose(answer -> attempt(() -> matches(found(answer), exchanger)));
        }
        if (mechanism instanceof Mechanism.Exists exists) {
            return expand(exists.domain(), domain)
                    .thenCompose(dns::ipv4)
                    .thenCompose(answer -> attempt(() -> done(found(answer).isFound())));
        }
        if (mechanism instanceof Mechanism.Reverse reverse) {
            return target(reverse.domain(), domain)
                    .thenCompose(target -> validatedNames()
                            .thenApply(names -> names.stream().anyMatch(name -> isWithin(name, plain(target)))));
        }
        throw new IllegalArgumentException(mechanism.toString());
    }

    private static boolean includes(SpfResult result) throws SpfException {
        return switch (result.verdict()) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case TEMPERROR -> throw SpfException.temporary(result.reason());
            case PERMERROR -> throw SpfException.permanent(result.reason());
            case NONE -> throw SpfException.permanent("included domain without record");
        };
    }

    /** An answer that counts if there is nothing in it. */
    private <T> DnsAnswer<T> found(DnsAnswer<T> answer) throws SpfException {
        if (!answer.isFound() && ++voids > MAX_VOID) {
            throw SpfException.permanent("too many void lookups");
        }
        return answer;
    }

    private CompletableFuture<Boolean> matches(DnsAnswer<MailExchanger> answer, Mechanism.Exchanger wanted)
            throws SpfException {
        if (answer.records().size() > MAX_HOSTS) {
            throw SpfException.permanent("too many mail exchangers");
        }
        CompletableFuture<Boolean> matches = done(false);
        for (MailExchanger exchanger : answer.records()) {
            if (!exchanger.host().isEmpty()) {
                matches = matches.thenCompose(before -> before
                        ? done(true)
                        : addresses(exchanger.host())
                                .thenApply(found -> isNear(found.records(), wanted.ipv4Bits(), wanted.ipv6Bits())));
            }
        }
        return matches;
    }

    /** The addresses of a name, of the family that the client's has. */
    private CompletableFuture<DnsAnswer<? extends InetAddress>> addresses(String name) {
        return question.client() instanceof Inet6Address
                ? dns.ipv6(name)
                        .<DnsAnswer<? extends InetAddress>>thenApply(Function.identity())
                        .toCompletableFuture()
                : dns.ipv4(name)
                        .<DnsAnswer<? extends InetAddress>>thenApply(Function.identity())
                        .toCompletableFuture();
    }

    private boolean isNear(List<? extends InetAddress> addresses, int ipv4Bits, int ipv6Bits) {
        int bits = question.client() instanceof Inet6Address ? ipv6Bits : ipv4Bits;
        return addresses.stream()
                .anyMatch(address -> Network.around(address, bits).contains(question.client()));
    }

    /** The names of the client's address that have this address (RFC 7208 section 5.5); what cannot be found out is left out. */
    private CompletableFuture<List<String>> validatedNames() {
        CompletableFuture<List<String>> known = names;
        if (known != null) {
            return known;
        }
        CompletableFuture<List<String>> found = dns.names(question.client())
                .handle((answer, failure) -> answer == null ? List.<String>of() : answer.records())
                .toCompletableFuture()
                .thenCompose(this::validated);
        names = found;
        return found;
    }

    private CompletableFuture<List<String>> validated(List<String> claimed) {
        CompletableFuture<List<String>> all = done(new ArrayList<>());
        for (String name : claimed.subList(0, Math.min(MAX_HOSTS, claimed.size()))) {
            CompletionStage<Boolean> isTrue = addresses(name)
                    .handle((answer, failure) ->
                            answer != null && answer.records().stream().anyMatch(question.client()::equals));
            all = all.thenCombine(isTrue, (before, valid) -> {
                if (valid) {
                    before.add(name);
                }
                return before;
            });
        }
        return all;
    }

    private CompletableFuture<String> target(Optional<MacroString> domain, String current) {
        return domain.isPresent() ? expand(domain.get(), current) : done(current);
    }

    private CompletableFuture<String> expand(MacroString text, String current) {
        return (text.has('p') ? validatedNames() : done(List.<String>of()))
                .thenApply(known ->
                        text.expand(letter -> value(letter, current, known)).toLowerCase(Locale.ROOT));
    }

    private String value(int letter, String current, List<String> known) {
        return switch (letter) {
            case 's' -> question.localPart() + "@" + question.domain();
            case 'l' -> question.localPart();
            case 'o' -> question.domain();
            case 'd' -> current;
            case 'i' -> address();
            case 'p' -> bestName(known, current);
            case 'v' -> question.client() instanceof Inet4Address ? "in-addr" : "ip6";
            case 'h' -> question.helo();
            default -> throw new IllegalArgumentException("Macro " + letter);
        };
    }

    /** That of the domain, or one below it, or any (RFC 7208 section 7.3). */
    private static String bestName(List<String> known, String current) {
        String domain = plain(current);
        return known.stream()
                .filter(domain::equals)
                .findFirst()
                .or(() -> known.stream().filter(name -> isWithin(name, domain)).findFirst())
                .or(() -> known.stream().findFirst())
                .orElse("unknown");
    }

    private static boolean isWithin(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** With dots between its numbers, those of IPv6 one nibble each. */
    private String address() {
        if (question.client() instanceof Inet4Address ipv4) {
            return ipv4.getHostAddress();
        }
        StringBuilder nibbles = new StringBuilder();
        for (byte octet : question.client().getAddress()) {
            nibbles.append(nibbles.length() == 0 ? "" : ".")
                    .append(Character.forDigit((octet >> 4) & 0xf, 16))
                    .append('.')
                    .append(Character.forDigit(octet & 0xf, 16));
        }
        return nibbles.toString();
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    /** A step that may find that the evaluation has failed. */
    @FunctionalInterface
    private interface Step<T> {
        CompletableFuture<T> take() throws SpfException;
    }

    private static <T> CompletableFuture<T> attempt(Step<T> step) {
        try {
            return step.take();
        } catch (SpfException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
