package org.facteur.smtp.spf;

import java.util.Optional;
import org.facteur.api.network.Network;

/** What a client may match (RFC 7208 section 5). Where a domain is left out, it is the one whose record this is. */
sealed interface Mechanism {

    /** Whoever it is. */
    record All() implements Mechanism {}

    /** Whoever passes another record. */
    record Include(MacroString domain) implements Mechanism {}

    /** One of the addresses of a name, or one near them. */
    record Address(Optional<MacroString> domain, int ipv4Bits, int ipv6Bits) implements Mechanism {}

    /** The same of the hosts that take mail for a name. */
    record Exchanger(Optional<MacroString> domain, int ipv4Bits, int ipv6Bits) implements Mechanism {}

    /** Whose address has a name in this domain, which has that address. */
    record Reverse(Optional<MacroString> domain) implements Mechanism {}

    /** An address in here. */
    record Within(Network network) implements Mechanism {}

    /** Whoever it is, if the name has an address. */
    record Exists(MacroString domain) implements Mechanism {}
}
