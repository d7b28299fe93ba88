package org.facteur.smtp.relay;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.tlsreport.AppliedPolicy;

/**
 * Where a connection is tried.
 *
 * @param host its name, or the literal
 * @param provenNames under which DNSSEC proves that the host has its address, the one that has it first; empty if it does not
 * @param tls what protects it
 * @param policy under which it is told how that went; empty if nobody is told
 */
record Target(
        String host, InetSocketAddress address, List<String> provenNames, TlsRule tls, Optional<AppliedPolicy> policy) {

    /** With TLS where it is to be had. */
    Target(String host, InetSocketAddress address) {
        this(host, address, List.of());
    }

    /** The same. */
    Target(String host, InetSocketAddress address, List<String> provenNames) {
        this(host, address, provenNames, new TlsRule.Opportunistic(), Optional.empty());
    }

    Target with(TlsRule rule, Optional<AppliedPolicy> reported) {
        return new Target(host, address, provenNames, rule, reported);
    }

    /** How this server logs in there: what goes to itself is overheard by nobody. */
    Optional<HopLogin> login(NextHop hop) {
        boolean isHere = address.getAddress().isLoopbackAddress();
        return hop.login().map(login -> new HopLogin(login.user(), login.password(), login.inTheClear() || isHere));
    }

    /** For people: the name and the address. */
    String description() {
        String number = address.getAddress().getHostAddress();
        return host.equals(number) ? "[" + number + "]" : host + " [" + number + "]";
    }
}
