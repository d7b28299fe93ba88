package org.facteur.smtp.spf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.network.Network;
import org.facteur.smtp.spf.SpfResult.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a domain publishes (RFC 7208 section 4.5 to 6, 12).
 *
 * @param redirect whose record holds if nothing matches
 */
record SpfRecord(List<Directive> directives, Optional<MacroString> redirect) {

    private static final String VERSION = "v=spf1";

    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)=(.*)");

    private static final Pattern DIRECTIVE = Pattern.compile("([-+?~]?)([A-Za-z][A-Za-z0-9_.-]*)(.*)");

    private static final Pattern LENGTHS = Pattern.compile("(.*?)(?:/(0|[1-9][0-9]{0,2}))?(?://(0|[1-9][0-9]{0,2}))?");

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** Nothing else: with a number that is too large it would be a name, and be looked up. */
    static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** Characters of a record, of which each is read whenever its domain is asked; RFC 7208 section 3.4 counsels 450 octets. */
    static final int MAX_RECORD = 8 << 10;

    /** Characters of one term: no name of a domain is as long. */
    static final int MAX_TERM = 500;

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /** Whether a text is such a record at all. */
    static boolean isRecord(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /**
     * @param text one that {@link #isRecord}
     * @throws SpfException if any part of it is wrong or too long
     */
    static SpfRecord parse(String text) throws SpfException {
        if (text.length() > MAX_RECORD) {
            throw SpfException.permanent("record too long");
        }
        List<Directive> directives = new ArrayList<>();
        @Nullable MacroString redirect = null;
        boolean isExplained = false;
        for (String term : text.substring(VERSION.length()).split(" +")) {
            if (term.isEmpty()) {
                continue;
            }
            if (term.length() > MAX_TERM) {
                throw SpfException.permanent("term too long in record");
            }
            Matcher modifier = MODIFIER.matcher(term);
            if (!modifier.matches()) {
                directives.add(directive(term));
                continue;
            }
            String value = modifier.group(2);
            switch (modifier.group(1).toLowerCase(Locale.ROOT)) {
                case "redirect" -> {
                    if (redirect != null) {
                        throw SpfException.permanent("several redirects in record");
                    }
                    redirect = MacroString.domain(value);
                }
                case "exp" -> {
                    if (isExplained) {
                        throw SpfException.permanent("several explanations in record");
                    }
                    isExplained = true;
                    MacroString.domain(value);
                }
                default -> MacroString.check(value);
            }
        }
        return new SpfRecord(List.copyOf(directives), Optional.ofNullable(redirect));
    }

    private static Directive directive(String term) throws SpfException {
        Matcher matcher = DIRECTIVE.matcher(term);
        if (!matcher.matches()) {
            throw malformed();
        }
        Verdict verdict = switch (matcher.group(1)) {
            case "-" -> Verdict.FAIL;
            case "~" -> Verdict.SOFTFAIL;
            case "?" -> Verdict.NEUTRAL;
            default -> Verdict.PASS;
        };
        return new Directive(verdict, mechanism(matcher.group(2).toLowerCase(Locale.ROOT), matcher.group(3)));
    }

    /** @param rest what stands behind the name */
    private static Mechanism mechanism(String name, String rest) throws SpfException {
        return switch (name) {
            case "all" -> {
                if (!rest.isEmpty()) {
                    throw malformed();
                }
                yield new Mechanism.All();
            }
            case "include" -> new Mechanism.Include(domain(rest));
            case "exists" -> new Mechanism.Exists(domain(rest));
            case "ptr" -> new Mechanism.Reverse(rest.isEmpty() ? Optional.empty() : Optional.of(domain(rest)));
            case "ip4" -> within(rest, IPV4, IPV4_BITS);
            case "ip6" -> within(rest, IPV6, IPV6_BITS);
            case "a", "mx" -> near(name, rest);
            default -> throw SpfException.permanent("unknown mechanism in record");
        };
    }

    private static MacroString domain(String rest) throws SpfException {
        if (!rest.startsWith(":")) {
            throw malformed();
        }
        return MacroString.domain(rest.substring(1));
    }

    private static Mechanism near(String name, String rest) throws SpfException {
        Matcher matcher = LENGTHS.matcher(rest);
        if (!matcher.matches()) {
            throw malformed();
        }
        Optional<MacroString> domain =
                matcher.group(1).isEmpty() ? Optional.empty() : Optional.of(domain(matcher.group(1)));
        int ipv4Bits = bits(matcher.group(2), IPV4_BITS);
        int ipv6Bits = bits(matcher.group(3), IPV6_BITS);
        return name.equals("a")
                ? new Mechanism.Address(domain, ipv4Bits, ipv6Bits)
                : new Mechanism.Exchanger(domain, ipv4Bits, ipv6Bits);
    }

    private static int bits(@Nullable String text, int most) throws SpfException {
        int bits = text == null ? most : Integer.parseInt(text);
        if (bits > most) {
            throw malformed();
        }
        return bits;
    }

    private static Mechanism within(String rest, Pattern form, int most) throws SpfException {
        int slash = rest.indexOf('/');
        String address = rest.substring(Math.min(1, rest.length()), slash < 0 ? rest.length() : Math.max(1, slash));
        String length = slash < 0 ? Integer.toString(most) : rest.substring(slash + 1);
        if (!rest.startsWith(":") || !form.matcher(address).matches() || !length.matches("0|[1-9][0-9]{0,2}")) {
            throw malformed();
        }
        try {
            // Four octets are never looked up, nor is what has a colon.
            InetAddress parsed = InetAddress.getByName(address);
            int bits = bits(length, most);
            if (parsed.getAddress().length * Byte.SIZE != most) {
                // An IPv4 address in the form of IPv6 (RFC 4291 section 2.5.5.2): no client has it.
                return new Mechanism.Within(Network.around(InetAddress.getByName("::"), IPV6_BITS));
            }
            return new Mechanism.Within(Network.around(parsed, bits));
        } catch (UnknownHostException e) {
            throw malformed();
        }
    }

    private static SpfException malformed() {
        return SpfException.permanent("malformed record");
    }
}
